import { Group, Select } from '@mantine/core'
import { organizations } from '@postern/contract/api/organizations.ts'
import { profileTypes } from '@postern/contract/api/profile-types.ts'
import { type ProfileSummary, profileStatus, profiles } from '@postern/contract/api/profiles.ts'
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

const columns: readonly Column<ProfileSummary>[] = [
  {
    header: 'Profile',
    cell: profile => (
      <ResourceLink to="/profiles/$profile" params={{ profile: profile.id }}>
        {profile.name}
      </ResourceLink>
    ),
  },
  { header: 'Type', cell: profile => profile.profileType.name },
  { header: 'Organization', cell: profile => profile.organization.name },
  { header: 'Status', cell: profile => <StateOf state={profile.archived ? 'archived' : profile.status} /> },
  { header: 'Last day', cell: profile => profile.endDate ?? <None>Open-ended</None> },
  { header: 'Created', cell: profile => <When at={profile.createdAt} /> },
]

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(profiles.list, filters)
  return (
    <>
      <PageHeader title="Profiles" intro="The records about people and things, each of one profile type." />
      <ListView
        list={list}
        what="profiles"
        columns={columns}
        rowKey={profile => profile.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm">
            <SearchBox
              label="Search profiles by name"
              value={filters.search ?? ''}
              onSearch={search => set({ search })}
            />
            <ReferenceSelect
              aria-label="Profile type"
              placeholder="Any type"
              from={profileTypes.list}
              clearable
              value={filters.profileType ?? null}
              onChange={profileType => set({ profileType: profileType ?? undefined })}
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
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={[...profileStatus.options]}
              value={filters.status ?? null}
              onChange={status => set({ status: status ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty title="No profiles yet">
            A connection whose policy creates profiles makes one for each newcomer. What a profile holds is
            decided under <ResourceLink to="/profile-types">Profile types</ResourceLink> and{' '}
            <ResourceLink to="/attributes">Attributes</ResourceLink>.
          </Empty>
        }
      />
    </>
  )
}
