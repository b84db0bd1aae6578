import { Anchor, Drawer, Group } from '@mantine/core'
import type { Operation } from '@postern/contract/api/operation.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { reading } from '../api/queries.ts'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { CreateButton } from '../ui/create-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PageHeader } from '../ui/page-header.tsx'

interface Item {
  readonly id: string
  readonly name: string
  readonly version: number
}

interface Props<Row extends Item> {
  readonly title: string
  /** One of them, in lower case: "location". */
  readonly one: string
  readonly intro: string
  readonly path: string
  readonly list: Operation
  readonly read: Operation
  readonly create: Operation
  /** The name of the id in the path of `read`. */
  readonly param: string
  readonly columns: readonly Column<Row>[]
  readonly emptySays: string
  /** Further filters beside the search. */
  readonly filters?: ReactNode
  /** The form in the drawer: of an item, or of a new one. */
  readonly form: (item: Row | null, close: () => void) => ReactNode
}

/** A part of the catalogue: its list, and a drawer to create and edit. The drawer stands in the address as `edit`. */
export function CataloguePage<Row extends Item>(props: Props<Row>) {
  const { title, one, path, columns } = props
  const { filters, set, clear } = useFilters()
  const { edit, ...query } = filters
  const list = useList(props.list, query)
  const close = () => set({ edit: undefined })
  const create = (label: string) => (
    <CreateButton operation={props.create} to={path} search={{ ...query, edit: 'new' }}>
      {label}
    </CreateButton>
  )
  const name: Column<Row> = {
    header: 'Name',
    cell: row => (
      <Anchor component={Link} to={path} search={{ ...query, edit: row.id } as never} fz="sm">
        {row.name}
      </Anchor>
    ),
  }
  return (
    <>
      <PageHeader title={title} intro={props.intro} actions={create(`New ${one}`)} />
      <ListView
        list={list as never}
        what={title.toLowerCase()}
        columns={[name, ...columns]}
        rowKey={(row: Row) => row.id}
        narrowed={Object.values(query).some(Boolean)}
        widen={clear}
        tools={
          <Group gap="sm">
            <SearchBox
              label={`Search ${title.toLowerCase()} by name`}
              value={query.search ?? ''}
              onSearch={search => set({ search })}
            />
            {props.filters}
          </Group>
        }
        empty={
          <Empty title={`No ${title.toLowerCase()} yet`} action={create(`Create the first ${one}`)}>
            {props.emptySays}
          </Empty>
        }
      />
      <Drawer
        opened={edit !== undefined}
        onClose={close}
        title={edit === 'new' ? `New ${one}` : `Edit ${one}`}
      >
        {edit === 'new' && props.form(null, close)}
        {edit !== undefined && edit !== 'new' && (
          <Existing<Row> key={edit} id={edit} of={props}>
            {item => props.form(item, close)}
          </Existing>
        )}
      </Drawer>
    </>
  )
}

interface ExistingProps<Row extends Item> {
  readonly id: string
  readonly of: Pick<Props<Row>, 'read' | 'param' | 'one'>
  readonly children: (item: Row) => ReactNode
}

function Existing<Row extends Item>({ id, of, children }: ExistingProps<Row>) {
  const query = useQuery(reading(of.read, { params: { [of.param]: id } } as never))
  return (
    <Loaded query={query as never} what={`the ${of.one}`}>
      {(item: Row) => <div key={item.version}>{children(item)}</div>}
    </Loaded>
  )
}
