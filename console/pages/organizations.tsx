import { type Organization, organizations } from '@postern/contract/api/organizations.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import type { Column } from '../table/data-table.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<Organization>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'Kind', cell: row => (row.home ? 'Home organization' : 'Customer') },
  {
    header: 'Portals',
    cell: row => (
      <ResourceLink to="/portals" search={{ organization: row.id }}>
        Portals of {row.name}
      </ResourceLink>
    ),
  },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
  { header: 'Created', cell: row => <When at={row.createdAt} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Organizations"
      one="organization"
      intro="Customers of yours, and your own: the home organization."
      path="/organizations"
      list={organizations.list}
      read={organizations.read}
      create={organizations.create}
      param="organization"
      columns={columns}
      emptySays="Each portal, directory and location belongs to one."
      form={(item: Organization | null, close) => <OrganizationForm item={item} close={close} />}
    />
  )
}

function OrganizationForm({
  item,
  close,
}: {
  readonly item: Organization | null
  readonly close: () => void
}) {
  const state = useCatalogueForm({
    item,
    one: 'organization',
    resource: 'organizations',
    param: 'organization',
    create: organizations.create,
    update: organizations.update,
    own: {},
    body: () => ({}),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? organizations.update : organizations.create}
      item={item && { uid: item.uid, builtIn: item.home }}
      one="organization"
      resource="organizations"
      archiving="It is no longer offered. Its portals and people stay as they are; close those first."
      close={close}
    />
  )
}
