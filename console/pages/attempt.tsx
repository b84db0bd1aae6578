import { Button, Stack } from '@mantine/core'
import { type Attempt, attempts } from '@postern/contract/api/attempts.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { asProblem } from '../api/problem.ts'
import { reading } from '../api/queries.ts'
import { ClaimTable } from '../people/claim-table.tsx'
import { wordOf } from '../table/attempt-columns.tsx'
import { Empty } from '../ui/empty.tsx'
import { Explanations } from '../ui/explanations.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'
import { Status } from '../ui/status.tsx'
import { exactly, When } from '../ui/when.tsx'

export function Page() {
  const { attempt: id } = useParams({ strict: false }) as { attempt: string }
  const query = useQuery(reading(attempts.read, { params: { attempt: id } }))
  if (query.error && asProblem(query.error).status === 404) return <Unknown id={id} />
  return (
    <Loaded query={query} what="the attempt">
      {attempt => (
        <>
          <PageHeader
            title={`Sign-in attempt ${attempt.shortId}`}
            aside={
              <Status
                tone={attempt.outcome === 'admitted' ? 'good' : attempt.kind === 'review' ? 'wait' : 'bad'}
              >
                {wordOf(attempt.kind)}
              </Status>
            }
            intro={exactly(attempt.at)}
            actions={<SimulateIt attempt={attempt} />}
          />
          <Stack gap="lg">
            <Section title="Why">
              <Stack gap="md">
                {attempt.failure && <Failure failure={attempt.failure} />}
                <Explanations because={attempt.because} />
              </Stack>
            </Section>
            <Section title="Who and where">
              <Facts facts={factsOf(attempt)} />
            </Section>
            <Section
              title="Claims"
              intro="As they were recorded: names stay, personal values are redacted."
              flush
            >
              {attempt.claims ? (
                <ClaimTable claims={attempt.claims} />
              ) : (
                <p className="section-text">
                  <None>None: the attempt ended before anything was verified.</None>
                </p>
              )}
            </Section>
          </Stack>
        </>
      )}
    </Loaded>
  )
}

/** The one check that failed, with what it compared. */
function Failure({ failure }: { readonly failure: NonNullable<Attempt['failure']> }) {
  const code = (value: string | null) => (value === null ? <None>Nothing</None> : <code>{value}</code>)
  return (
    <Facts
      facts={[
        ['Failed check', failure.check ?? <None>Not named</None>],
        ['Expected', code(failure.expected)],
        ['Received', code(failure.received)],
      ]}
    />
  )
}

function SimulateIt({ attempt }: { readonly attempt: Attempt }) {
  if (!attempt.connection || !attempt.claims) return null
  return (
    <Button
      variant="default"
      component={Link}
      to="/connections/$connection/policy"
      params={{ connection: attempt.connection.id } as never}
      search={{ attempt: attempt.shortId } as never}
    >
      Simulate with the policy
    </Button>
  )
}

function factsOf({ at, portal, connection, account, policyVersion }: Attempt): [string, React.ReactNode][] {
  return [
    ['When', <When key="at" at={at} />],
    [
      'Portal',
      portal ? (
        <ResourceLink key="portal" to="/portals/$portal" params={{ portal: portal.id }}>
          {portal.name}
        </ResourceLink>
      ) : (
        <None key="portal" />
      ),
    ],
    [
      'Connection',
      connection ? (
        <ResourceLink key="connection" to="/connections/$connection" params={{ connection: connection.id }}>
          {connection.name}
        </ResourceLink>
      ) : (
        <None key="connection" />
      ),
    ],
    [
      'Account',
      account ? (
        <ResourceLink key="account" to="/accounts/$account" params={{ account: account.id }}>
          {account.login}
        </ResourceLink>
      ) : (
        <None key="account">Unknown</None>
      ),
    ],
    ['Policy version', policyVersion ?? <None key="version">The policy was not asked</None>],
  ]
}

function Unknown({ id }: { readonly id: string }) {
  return (
    <>
      <PageHeader title="No such attempt" />
      <Empty title={`No attempt has the id ${id}`}>
        Capitals and the hyphen do not matter. Perhaps it belongs to another tenant, or is older than what is
        kept. <ResourceLink to="/attempts">All sign-in attempts</ResourceLink>
      </Empty>
    </>
  )
}
