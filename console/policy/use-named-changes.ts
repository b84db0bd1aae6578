import { attributes } from '@postern/contract/api/attributes.ts'
import type { ShownChange } from '@postern/contract/api/fields.ts'
import { type Role, roles } from '@postern/contract/api/roles.ts'
import { useOptions } from '../forms/use-options.ts'

/** Changes in the names people know: the API answers roles by their id and attributes by their uid. */
export function useNamedChanges(changes: readonly ShownChange[]): readonly ShownChange[] {
  const known = useOptions(attributes.list).items
  const granted = useOptions<Role>(roles.list).items
  return changes.map(change => {
    if (change.entity === 'role') {
      const role = granted.find(candidate => candidate.id === change.after)
      return role ? { ...change, label: role.userType.name, after: role.name } : change
    }
    const attribute = change.entity === 'profile' && known.find(candidate => candidate.uid === change.label)
    return attribute ? { ...change, label: attribute.name } : change
  })
}
