import { TagsInput } from '@mantine/core'
import { portals } from '@postern/contract/api/portals.ts'
import { type Role, roles } from '@postern/contract/api/roles.ts'
import { userTypes } from '@postern/contract/api/user-types.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { Fixed } from '../forms/fixed.tsx'
import { ReferenceMultiSelect, ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { useFilters } from '../table/use-filters.ts'
import { Names } from '../ui/names.tsx'
import { None } from '../ui/none.tsx'
import { StateOf } from '../ui/status.tsx'

const columns: readonly Column<Role>[] = [
  { header: 'User type', cell: row => row.userType.name },
  { header: 'Opens', cell: row => <Names of={row.portals} none="No portal" /> },
  { header: 'Provider groups', cell: row => row.idpGroups.join(', ') || <None /> },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
]

export function Page() {
  const { filters, set } = useFilters()
  return (
    <CataloguePage
      title="Roles"
      one="role"
      intro="What an account is allowed. A portal lets in only accounts with a role that opens it."
      path="/roles"
      list={roles.list}
      read={roles.read}
      create={roles.create}
      param="role"
      columns={columns}
      emptySays="Make one for each kind of people, such as Physician, and say which portals it opens."
      filters={
        <ReferenceSelect
          aria-label="User type"
          placeholder="Any user type"
          from={userTypes.list}
          clearable
          value={filters.userType ?? null}
          onChange={userType => set({ userType: userType ?? undefined })}
        />
      }
      form={(item: Role | null, close) => <RoleForm item={item} close={close} />}
    />
  )
}

function RoleForm({ item, close }: { readonly item: Role | null; readonly close: () => void }) {
  const { filters } = useFilters()
  const state = useCatalogueForm({
    item,
    one: 'role',
    resource: 'roles',
    param: 'role',
    create: roles.create,
    update: roles.update,
    own: {
      userType: (item?.userType.id ?? filters.userType ?? null) as string | null,
      portals: (item?.portals.map(portal => portal.id) ?? []) as string[],
      idpGroups: [...(item?.idpGroups ?? [])],
    },
    required: { userType: 'Choose a user type.' },
    body: ({ userType, ...rest }, creating) => ({
      portals: rest.portals,
      idpGroups: rest.idpGroups,
      ...(creating ? { userType: userType ?? '' } : {}),
    }),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? roles.update : roles.create}
      item={item}
      one="role"
      resource="roles"
      archiving="It is no longer offered and opens nothing. Accounts that have it keep it on record."
      close={close}
    >
      {item ? (
        <Fixed label="User type" value={item.userType.name} />
      ) : (
        <ReferenceSelect
          label="User type"
          description="Roles that open portals usually belong to Access."
          required
          from={userTypes.list}
          {...state.form.getInputProps('userType')}
        />
      )}
      <ReferenceMultiSelect
        label="Portals it opens"
        from={portals.list}
        chosen={item?.portals ?? []}
        {...state.form.getInputProps('portals')}
      />
      <TagsInput
        label="Groups of identity providers"
        description="Names of groups that stand for this role, compared exactly. Enter after each."
        splitChars={[]}
        {...state.form.getInputProps('idpGroups')}
      />
    </CatalogueForm>
  )
}
