import { Group, Select } from '@mantine/core'
import { organizations } from '@postern/contract/api/organizations.ts'
import { type Portal, portals } from '@postern/contract/api/portals.ts'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { CreateButton } from '../ui/create-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Names } from '../ui/names.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'

const columns: readonly Column<Portal>[] = [
  {
    header: 'Portal',
    cell: portal => (
      <ResourceLink to="/portals/$portal" params={{ portal: portal.id }}>
        {portal.name}
      </ResourceLink>
    ),
  },
  {
    header: 'Address',
    cell: portal => (
      <a className="link code nowrap" href={portal.address}>
        /p/{portal.url}
      </a>
    ),
  },
  { header: 'Organization', cell: portal => portal.organization.name },
  { header: 'Opened by', cell: portal => <Names of={portal.roles} none="No role" /> },
  { header: 'State', cell: portal => <StateOf state={portal.state} /> },
]

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(portals.list, filters)
  return (
    <>
      <PageHeader
        title="Portals"
        intro="A portal is a front door: an address of its own, ways to sign in, and the roles it opens to."
        actions={
          <CreateButton operation={portals.create} to="/portals/new">
            New portal
          </CreateButton>
        }
      />
      <ListView
        list={list}
        what="portals"
        columns={columns}
        rowKey={portal => portal.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm">
            <SearchBox
              label="Search portals by name"
              value={filters.search ?? ''}
              onSearch={search => set({ search })}
            />
            <ReferenceSelect
              aria-label="Organization"
              placeholder="Any organization"
              from={organizations.list}
              clearable
              value={filters.organization ?? null}
              onChange={organization => set({ organization: organization ?? undefined })}
            />
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              data={[
                { value: 'active', label: 'Active' },
                { value: 'disabled', label: 'Disabled' },
                { value: 'archived', label: 'Archived' },
              ]}
              value={filters.state ?? null}
              onChange={state => set({ state: state ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty
            title="No portals yet"
            action={
              <CreateButton operation={portals.create} to="/portals/new">
                Create the first portal
              </CreateButton>
            }
          >
            Open one for each group of people who come in their own way: visiting physicians, students, a
            customer.
          </Empty>
        }
      />
    </>
  )
}
