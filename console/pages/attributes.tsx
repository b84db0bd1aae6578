import { Select, Switch } from '@mantine/core'
import { type Attribute, attributes } from '@postern/contract/api/attributes.ts'
import { CatalogueForm } from '../catalogue/catalogue-form.tsx'
import { CataloguePage } from '../catalogue/catalogue-page.tsx'
import { useCatalogueForm } from '../catalogue/use-catalogue-form.ts'
import { Fixed } from '../forms/fixed.tsx'
import type { Column } from '../table/data-table.tsx'
import { StateOf } from '../ui/status.tsx'

const kinds: Readonly<Record<Attribute['kind'], string>> = {
  text: 'One line of text',
  area: 'Several lines of text',
  email: 'Email address',
  date: 'Date',
}

const columns: readonly Column<Attribute>[] = [
  { header: 'Uid', cell: row => <span className="code nowrap">{row.uid}</span> },
  { header: 'Kind', cell: row => kinds[row.kind] },
  { header: 'Identifier', cell: row => (row.identifier ? 'Yes' : 'No') },
  { header: 'State', cell: row => <StateOf state={row.status} /> },
]

export function Page() {
  return (
    <CataloguePage
      title="Attributes"
      one="attribute"
      intro="Named pieces of profiles. Every profile type can use every attribute."
      path="/attributes"
      list={attributes.list}
      read={attributes.read}
      create={attributes.create}
      param="attribute"
      columns={columns}
      emptySays="Such as licence number or student number. One that identifies people lets policies match by it."
      form={(item: Attribute | null, close) => <AttributeForm item={item} close={close} />}
    />
  )
}

function AttributeForm({ item, close }: { readonly item: Attribute | null; readonly close: () => void }) {
  const state = useCatalogueForm({
    item,
    one: 'attribute',
    resource: 'attributes',
    param: 'attribute',
    create: attributes.create,
    update: attributes.update,
    own: { kind: (item?.kind ?? 'text') as string | null, identifier: item?.identifier ?? false },
    required: { kind: 'Choose a kind.' },
    body: ({ kind, identifier }, creating) => (creating ? { kind, identifier } : { identifier }),
    close,
  })
  return (
    <CatalogueForm
      state={state}
      operation={item ? attributes.update : attributes.create}
      item={item}
      one="attribute"
      resource="attributes"
      archiving="It is no longer offered, and policies that map it refuse newcomers. Values stay."
      close={close}
    >
      {item ? (
        <Fixed label="Kind" value={kinds[item.kind]} />
      ) : (
        <Select
          label="Kind"
          description="It never changes afterwards."
          required
          allowDeselect={false}
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          {...state.form.getInputProps('kind')}
        />
      )}
      <Switch
        label="Identifier"
        description="Its value is one person’s only, so policies may match people by it."
        {...state.form.getInputProps('identifier', { type: 'checkbox' })}
      />
    </CatalogueForm>
  )
}
