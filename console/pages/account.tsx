import { Stack, Title } from '@mantine/core'
import { type Account, accounts } from '@postern/contract/api/accounts.ts'
import { attempts } from '@postern/contract/api/attempts.ts'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { reading } from '../api/queries.ts'
import { useRefusal } from '../api/session.ts'
import { AccountAccess } from '../people/account-access.tsx'
import { AccountDoors } from '../people/account-doors.tsx'
import { AccountLinks } from '../people/account-links.tsx'
import { type ValueRow, ValueTable } from '../people/value-table.tsx'
import { AttemptList } from '../table/attempt-list.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'
import { StateOf } from '../ui/status.tsx'

export function Page() {
  const { account: id } = useParams({ strict: false }) as { account: string }
  const query = useQuery(reading(accounts.read, { params: { account: id } }))
  const mayAudit = useRefusal(attempts.list) === undefined
  return (
    <Loaded query={query} what="the account">
      {account => (
        <>
          <PageHeader
            title={`${account.firstName} ${account.lastName}`.trim() || account.login}
            aside={<StateOf state={account.status} />}
            intro={
              <>
                Account <span className="code">{account.login}</span> in {account.directory.name}, of{' '}
                {account.organization.name}
                {account.profile && (
                  <>
                    {' · profile '}
                    <ResourceLink to="/profiles/$profile" params={{ profile: account.profile.id }}>
                      {account.profile.name}
                    </ResourceLink>
                  </>
                )}
              </>
            }
          />
          <Stack gap="lg">
            <AccountDoors account={account} />
            <Section title="Values" intro="Each with who set it." flush>
              <ValueTable rows={rowsOf(account)} />
            </Section>
            <AccountAccess account={account} />
            <AccountLinks account={account} />
            {mayAudit && (
              <Stack gap="xs">
                <Title order={2}>Sign-in attempts</Title>
                <AttemptList query={{ account: account.id }} without="Account" />
              </Stack>
            )}
          </Stack>
        </>
      )}
    </Loaded>
  )
}

function rowsOf(account: Account): ValueRow[] {
  const row = (key: string, label: string, value: string | null): ValueRow => ({
    key,
    label,
    value,
    setBy: account.provenance[key] ?? null,
  })
  const email = account.email && `${account.email} (${account.emailVerified ? 'verified' : 'not verified'})`
  return [
    row('login', 'Login', account.login),
    row('firstName', 'First name', account.firstName || null),
    row('lastName', 'Last name', account.lastName || null),
    row('email', 'Email', email),
    row('location', 'Location', account.location?.name ?? null),
    row('status', 'Status', account.status.charAt(0).toUpperCase() + account.status.slice(1)),
  ]
}
