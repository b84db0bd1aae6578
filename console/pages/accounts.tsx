import { Group, Select } from '@mantine/core'
import { type AccountSummary, accountStatus, accounts } from '@postern/contract/api/accounts.ts'
import { directories } from '@postern/contract/api/directories.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { Empty } from '../ui/empty.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<AccountSummary>[] = [
  {
    header: 'Login',
    cell: account => (
      <ResourceLink to="/accounts/$account" params={{ account: account.id }}>
        <span className="wrap">{account.login}</span>
      </ResourceLink>
    ),
  },
  {
    header: 'Name',
    cell: account => `${account.firstName} ${account.lastName}`.trim() || <None>No name</None>,
  },
  {
    header: 'Profile',
    cell: ({ profile }) =>
      profile ? (
        <ResourceLink to="/profiles/$profile" params={{ profile: profile.id }}>
          {profile.name}
        </ResourceLink>
      ) : (
        <None />
      ),
  },
  { header: 'Directory', cell: account => account.directory.name },
  { header: 'Status', cell: account => <StateOf state={account.status} /> },
  { header: 'Created', cell: account => <When at={account.createdAt} /> },
]

const statuses = accountStatus.options.map(value => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}))

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(accounts.list, filters)
  return (
    <>
      <PageHeader title="Accounts" intro="What people sign in with, each in one directory." />
      <ListView
        list={list}
        what="accounts"
        columns={columns}
        rowKey={account => account.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm">
            <SearchBox
              label="Search by name, login or address"
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
            <ReferenceSelect
              aria-label="Directory"
              placeholder="Any directory"
              from={directories.list}
              query={{ organization: filters.organization }}
              clearable
              value={filters.directory ?? null}
              onChange={directory => set({ directory: directory ?? undefined })}
            />
            <Select
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={statuses}
              value={filters.status ?? null}
              onChange={status => set({ status: status ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty title="No accounts yet">
            The first person who signs in through a connection with registration on gets one. Open a portal
            and connect an identity provider under <ResourceLink to="/portals">Portals</ResourceLink>.
          </Empty>
        }
      />
    </>
  )
}
