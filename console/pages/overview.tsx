import { SimpleGrid, Stack } from '@mantine/core'
import { attempts } from '@postern/contract/api/attempts.ts'
import { overview } from '@postern/contract/api/overview.ts'
import { useQuery } from '@tanstack/react-query'
import { live, reading } from '../api/queries.ts'
import { useRefusal } from '../api/session.ts'
import { Checklist } from '../overview/checklist.tsx'
import { Counts } from '../overview/counts.tsx'
import { RefusalBars } from '../overview/refusal-bars.tsx'
import { SignInBars } from '../overview/sign-in-bars.tsx'
import { attemptColumns } from '../table/attempt-columns.tsx'
import { DataTable } from '../table/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'
import '../overview/overview.css'

export function Page() {
  const query = useQuery({ ...reading(overview.read, {}), ...live })
  const mayAudit = useRefusal(attempts.list) === undefined
  return (
    <>
      <PageHeader title="Overview" />
      <Loaded query={query} what="the overview">
        {view => (
          <Stack gap="lg">
            {view.checklist.some(step => !step.done) && <Checklist steps={view.checklist} />}
            <Counts counts={view.counts} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <Section title="Sign-ins of the last 14 days">
                <SignInBars days={view.signIns} />
              </Section>
              <Section title="Why people were refused">
                <RefusalBars refusals={view.refusals} />
              </Section>
            </SimpleGrid>
            {mayAudit && <RecentAttempts />}
          </Stack>
        )}
      </Loaded>
    </>
  )
}

function RecentAttempts() {
  const query = useQuery({ ...reading(attempts.list, { query: { limit: 8 } }), ...live })
  return (
    <Section
      title="Who came last"
      actions={<ResourceLink to="/attempts">All sign-in attempts</ResourceLink>}
      flush
    >
      <Loaded query={query} what="recent sign-ins">
        {({ items }) =>
          items.length === 0 ? (
            <p className="section-text">
              <None>Nobody yet.</None>
            </p>
          ) : (
            <DataTable
              caption="Recent sign-in attempts"
              columns={attemptColumns.filter(column => column.header !== 'Connection')}
              rows={items}
              rowKey={attempt => attempt.id}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
