import { Switch } from '@mantine/core'
import { type UserType, userTypes } from '@postern/contract/api/user-types.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import type { Column } from '../table/data-table.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'

const columns: readonly Column<UserType>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'An account may have', cell: row => (row.exclusive ? 'One of its roles' : 'Any of its roles') },
  { header: 'Administrative', cell: row => (row.administrative ? 'Yes' : 'No') },
  {
    header: 'Roles',
    cell: row => (
      <ResourceLink to="/roles" search={{ userType: row.id }}>
        Roles of {row.name}
      </ResourceLink>
    ),
  },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="User types"
      one="user type"
      intro="A user type groups roles. An exclusive one allows an account one role of it."
      path="/user-types"
      list={userTypes.list}
      read={userTypes.read}
      create={userTypes.create}
      param="userType"
      columns={columns}
      emptySays="Roles that open portals belong to the built-in type Access."
      form={(item: UserType | null, close) => <UserTypeForm item={item} close={close} />}
    />
  )
}

function UserTypeForm({ item, close }: { readonly item: UserType | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'user type',
    resource: 'userTypes',
    param: 'userType',
    create: userTypes.create,
    update: userTypes.update,
    own: { exclusive: item?.exclusive ?? false, administrative: item?.administrative ?? false },
    body: ({ exclusive, administrative }, creating) => (creating ? { exclusive, administrative } : {}),
    close,
  })
  const fixed = item ? ' Fixed when it was created.' : ''
  return (
    <CatalogueForm
      state={state}
      operation={item ? userTypes.update : userTypes.create}
      item={item}
      one="user type"
      resource="userTypes"
      archiving="It is no longer offered. One that has active roles cannot be archived."
      close={close}
    >
      <Switch
        label="Exclusive"
        description={`An account has at most one role of this type.${fixed}`}
        disabled={item !== null}
        {...state.form.getInputProps('exclusive', { type: 'checkbox' })}
      />
      <Switch
        label="Administrative"
        description={`Its roles administer something, so claims never grant them by default.${fixed}`}
        disabled={item !== null}
        {...state.form.getInputProps('administrative', { type: 'checkbox' })}
      />
    </CatalogueForm>
  )
}
