import { Stack } from '@mantine/core'
import { type Profile, profiles } from '@postern/contract/api/profiles.ts'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { reading } from '../api/queries.ts'
import { ValueTable } from '../people/value-table.tsx'
import { type Column, DataTable } from '../table/data-table.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const accountColumns: readonly Column<Profile['accounts'][number]>[] = [
  {
    header: 'Account',
    cell: account => (
      <ResourceLink to="/accounts/$account" params={{ account: account.id }}>
        {account.login}
      </ResourceLink>
    ),
  },
  { header: 'Directory', cell: account => account.directory.name },
  { header: 'Status', cell: account => <StateOf state={account.status} /> },
]

export function Page() {
  const { profile: id } = useParams({ strict: false }) as { profile: string }
  const query = useQuery(reading(profiles.read, { params: { profile: id } }))
  return (
    <Loaded query={query} what="the profile">
      {profile => (
        <>
          <PageHeader
            title={profile.name}
            aside={<StateOf state={profile.archived ? 'archived' : profile.status} />}
            intro={`${profile.profileType.name} of ${profile.organization.name}`}
          />
          <Stack gap="lg">
            <Section title="Attributes" intro="Each with who set it." flush>
              {profile.attributes.length === 0 ? (
                <p className="section-text">
                  <None>No values.</None>
                </p>
              ) : (
                <ValueTable rows={profile.attributes.map(rowOf)} />
              )}
            </Section>
            <Section title="Accounts" flush>
              {profile.accounts.length === 0 ? (
                <p className="section-text">
                  <None>No account: this person has not signed in.</None>
                </p>
              ) : (
                <DataTable
                  caption="Accounts"
                  columns={accountColumns}
                  rows={profile.accounts}
                  rowKey={account => account.id}
                />
              )}
            </Section>
            <Section title="Record">
              <Facts
                facts={[
                  ['Last day of access', profile.endDate ?? 'Open-ended'],
                  ['Time zone', profile.timeZone],
                  ['Created', <When key="created" at={profile.createdAt} />],
                  ['Changed', <When key="changed" at={profile.updatedAt} />],
                  ['Id', <code key="id">{profile.id}</code>],
                ]}
              />
            </Section>
          </Stack>
        </>
      )}
    </Loaded>
  )
}

function rowOf(attribute: Profile['attributes'][number]) {
  const { uid, name, value, identifier, setBy } = attribute
  const label = (
    <>
      {name}
      <div className="code note">
        {uid}
        {identifier && ', identifier'}
      </div>
    </>
  )
  return { key: uid, label, value, setBy }
}
