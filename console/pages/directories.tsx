import { type Directory, directories } from '@postern/contract/api/directories.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { Fixed } from '../forms/fixed.tsx'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<Directory>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'Organization', cell: row => row.organization.name },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
  { header: 'Created', cell: row => <When at={row.createdAt} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Directories"
      one="directory"
      intro="A directory holds the accounts that one portal, or several, sign in against."
      path="/directories"
      list={directories.list}
      read={directories.read}
      create={directories.create}
      param="directory"
      columns={columns}
      emptySays="A portal needs one for its accounts. Portals that share people share a directory."
      form={(item: Directory | null, close) => <DirectoryForm item={item} close={close} />}
    />
  )
}

function DirectoryForm({ item, close }: { readonly item: Directory | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'directory',
    resource: 'directories',
    param: 'directory',
    create: directories.create,
    update: directories.update,
    own: { organization: (item?.organization.id ?? null) as string | null },
    required: { organization: 'Choose an organization.' },
    body: ({ organization }, creating) => (creating ? { organization: organization ?? '' } : {}),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? directories.update : directories.create}
      item={item}
      one="directory"
      resource="directories"
      archiving="It is no longer offered. One that a portal uses cannot be archived."
      close={close}
    >
      {item ? (
        <Fixed label="Organization" value={item.organization.name} />
      ) : (
        <ReferenceSelect
          label="Organization"
          description="Whose people it holds."
          required
          from={organizations.list}
          {...state.form.getInputProps('organization')}
        />
      )}
    </CatalogueForm>
  )
}
