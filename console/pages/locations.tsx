import { type Location, locations } from '@postern/contract/api/locations.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { Fixed } from '../forms/fixed.tsx'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<Location>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'Organization', cell: row => row.organization.name },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
  { header: 'Created', cell: row => <When at={row.createdAt} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Locations"
      one="location"
      intro="Named places of an organization. Claims and policies name them exactly."
      path="/locations"
      list={locations.list}
      read={locations.read}
      create={locations.create}
      param="location"
      columns={columns}
      emptySays="Wards, campuses, branches: whatever your policies and reports tell people apart by."
      form={(item: Location | null, close) => <LocationForm item={item} close={close} />}
    />
  )
}

function LocationForm({ item, close }: { readonly item: Location | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'location',
    resource: 'locations',
    param: 'location',
    create: locations.create,
    update: locations.update,
    own: { organization: (item?.organization.id ?? null) as string | null },
    required: { organization: 'Choose an organization.' },
    body: ({ organization }, creating) => (creating ? { organization: organization ?? '' } : {}),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? locations.update : locations.create}
      item={item}
      one="location"
      resource="locations"
      nameHelp="Matched exactly, capitals and spaces included."
      archiving="It is no longer offered. Accounts that have it keep it."
      close={close}
    >
      {item ? (
        <Fixed label="Organization" value={item.organization.name} />
      ) : (
        <ReferenceSelect
          label="Organization"
          description="Names are unique within it."
          required
          from={organizations.list}
          {...state.form.getInputProps('organization')}
        />
      )}
    </CatalogueForm>
  )
}
