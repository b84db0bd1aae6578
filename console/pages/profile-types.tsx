import { Select } from '@mantine/core'
import { attributes } from '@postern/contract/api/attributes.ts'
import { type ProfileType, profileTypes } from '@postern/contract/api/profile-types.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { ReferenceMultiSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { None } from '../ui/none.tsx'
import { StateOf } from '../ui/status.tsx'

const categories: Readonly<Record<ProfileType['category'], string>> = {
  employee: 'Employees',
  non_employee: 'Non-employees',
  organization: 'Organizations',
  assignment: 'Assignments',
  other: 'Something else',
}

const columns: readonly Column<ProfileType>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'About', cell: row => categories[row.category] },
  {
    header: 'Named by',
    cell: row => (row.naming.length > 0 ? <span className="code">{row.naming.join(' ')}</span> : <None />),
  },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Profile types"
      one="profile type"
      intro="What sort of records you keep: physicians, students, partner companies."
      path="/profile-types"
      list={profileTypes.list}
      read={profileTypes.read}
      create={profileTypes.create}
      param="profileType"
      columns={columns}
      emptySays="A policy that creates profiles needs to know of which type."
      form={(item: ProfileType | null, close) => <ProfileTypeForm item={item} close={close} />}
    />
  )
}

function ProfileTypeForm({ item, close }: { readonly item: ProfileType | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'profile type',
    resource: 'profileTypes',
    param: 'profileType',
    create: profileTypes.create,
    update: profileTypes.update,
    own: {
      category: (item?.category ?? 'non_employee') as string | null,
      naming: [...(item?.naming ?? [])],
    },
    required: { category: 'Choose what it is about.' },
    body: ({ category, naming }) => ({ category, naming }),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? profileTypes.update : profileTypes.create}
      item={item}
      one="profile type"
      resource="profileTypes"
      archiving="No profiles of it are created any more, and policies that name it refuse newcomers. Existing profiles stay."
      close={close}
    >
      <Select
        label="About"
        required
        allowDeselect={false}
        data={Object.entries(categories).map(([value, label]) => ({ value, label }))}
        {...state.form.getInputProps('category')}
      />
      <ReferenceMultiSelect
        label="Attributes that make the name"
        description="In this order, joined by spaces: first name, last name. Existing names stay until the next change."
        by="uid"
        from={attributes.list}
        {...state.form.getInputProps('naming')}
      />
    </CatalogueForm>
  )
}
