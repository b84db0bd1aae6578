import { Text } from '@mantine/core'
import type { ShownChange } from '@postern/contract/api/fields.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { None } from './none.tsx'

const entities: Readonly<Record<ShownChange['entity'], string>> = {
  account: 'Account',
  profile: 'Profile',
  link: 'Link',
  role: 'Role',
  location: 'Location',
}

const columns: readonly Column<ShownChange>[] = [
  { header: 'Field', cell: change => `${entities[change.entity]}: ${change.label}` },
  { header: 'Before', cell: change => (change.before === null ? <None>Nothing</None> : change.before) },
  {
    header: 'After',
    cell: change => (change.after === null ? <None>Nothing</None> : <strong>{change.after}</strong>),
  },
]

/** Each value before and after. */
export function ChangeTable({ changes }: { readonly changes: readonly ShownChange[] }) {
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing.
      </Text>
    )
  }
  return (
    <div className="inset">
      <DataTable
        caption="Changes"
        columns={columns}
        rows={changes}
        rowKey={change => `${change.entity}.${change.does}.${change.field}`}
      />
    </div>
  )
}
