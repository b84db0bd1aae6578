import { Alert, Select, SimpleGrid, Stack } from '@mantine/core'
import { locations } from '@postern/contract/api/locations.ts'
import { type Role, roles } from '@postern/contract/api/roles.ts'
import { useOptions } from '../forms/use-options.ts'
import type { PolicyForm } from './policy-form.tsx'

interface Props {
  readonly form: PolicyForm
  readonly organization: string
  readonly portal: { readonly id: string; readonly name: string } | null
}

/** What a new account gets beside its profile. */
export function DefaultFields({ form, organization, portal }: Props) {
  const { items } = useOptions<Role>(roles.list)
  const places = useOptions(locations.list, { organization })
  const keyOf = (role: Role) => `${role.userType.uid}/${role.uid}`
  const byType = Object.entries(Object.groupBy(items, role => role.userType.name)).map(
    ([group, members]) => ({
      group,
      items: (members ?? []).map(role => ({ value: keyOf(role), label: role.name })),
    }),
  )
  const chosen = items.find(role => keyOf(role) === form.values.role)
  const opens = chosen && portal ? chosen.portals.some(opened => opened.id === portal.id) : true
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label="Role"
          description="Newcomers need one that opens the portal."
          searchable
          clearable
          data={keep(byType, form.values.role)}
          {...form.getInputProps('role')}
        />
        <Select
          label="Location"
          description="Of the connection’s organization, by exact name."
          searchable
          clearable
          data={keepName(
            places.items.map(place => place.name),
            form.values.location,
          )}
          nothingFoundMessage="This organization has no locations"
          {...form.getInputProps('location')}
        />
      </SimpleGrid>
      {chosen && !opens && portal && (
        <Alert color="brass">
          {chosen.name} does not open {portal.name}: newcomers would be refused. Let it open the portal, or
          choose another.
        </Alert>
      )}
      {!form.values.role && form.values.registration && (
        <Alert color="brass">Without a role that opens the portal, newcomers are refused.</Alert>
      )}
    </Stack>
  )
}

type Grouped = { group: string; items: { value: string; label: string }[] }[]

/** A value the choices do not hold is shown as it is, so that saving cannot drop it unseen. */
function keep(groups: Grouped, value: string | null): Grouped {
  if (!value || groups.some(group => group.items.some(item => item.value === value))) return groups
  return [...groups, { group: 'Not offered any more', items: [{ value, label: value }] }]
}

const keepName = (names: readonly string[], value: string | null) =>
  value && !names.includes(value) ? [...names, value] : [...names]
