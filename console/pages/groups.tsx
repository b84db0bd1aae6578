import { type Group, groups } from '@postern/contract/api/groups.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { Fixed } from '../forms/fixed.tsx'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<Group>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'Organization', cell: row => row.organization?.name ?? 'Whole tenant' },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
  { header: 'Created', cell: row => <When at={row.createdAt} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Groups"
      one="group"
      intro="Named sets of accounts, of one organization or of the whole tenant."
      path="/groups"
      list={groups.list}
      read={groups.read}
      create={groups.create}
      param="group"
      columns={columns}
      emptySays="Put people together whom other systems treat alike."
      form={(item: Group | null, close) => <GroupForm item={item} close={close} />}
    />
  )
}

function GroupForm({ item, close }: { readonly item: Group | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'group',
    resource: 'groups',
    param: 'group',
    create: groups.create,
    update: groups.update,
    own: { organization: (item?.organization?.id ?? null) as string | null },
    body: ({ organization }, creating) => (creating ? { organization } : {}),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? groups.update : groups.create}
      item={item}
      one="group"
      resource="groups"
      archiving="It is no longer offered. Its members keep their membership."
      close={close}
    >
      {item ? (
        <Fixed label="Organization" value={item.organization?.name ?? 'Whole tenant'} />
      ) : (
        <ReferenceSelect
          label="Organization"
          description="Leave it empty for a group of the whole tenant."
          clearable
          from={organizations.list}
          {...state.form.getInputProps('organization')}
        />
      )}
    </CatalogueForm>
  )
}
