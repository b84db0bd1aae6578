import { Group } from '@mantine/core'
import { connections } from '@postern/contract/api/connections.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { connectionColumns } from '../table/connection-columns.tsx'
import { ListView } from '../table/list-view.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { CreateButton } from '../ui/create-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(connections.list, filters)
  return (
    <>
      <PageHeader
        title="Connections"
        intro="A connection trusts one identity provider to say who somebody is. Its policy decides what they get."
        actions={
          <CreateButton operation={connections.create} to="/connections/new">
            New connection
          </CreateButton>
        }
      />
      <ListView
        list={list}
        what="connections"
        columns={connectionColumns}
        rowKey={connection => connection.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm">
            <SearchBox
              label="Search connections by name"
              value={filters.search ?? ''}
              onSearch={search => set({ search })}
            />
            <ReferenceSelect
              aria-label="Portal"
              placeholder="Any portal"
              from={portals.list}
              clearable
              value={filters.portal ?? null}
              onChange={portal => set({ portal: portal ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty
            title="No connections yet"
            action={
              <CreateButton operation={connections.create} to="/connections/new">
                Connect an identity provider
              </CreateButton>
            }
          >
            Okta, Microsoft Entra ID, and any other provider that speaks SAML or OpenID Connect, each with a
            guide.
          </Empty>
        }
      />
    </>
  )
}
