import type { AttemptSummary } from '@postern/contract/api/attempts.ts'
import { reasons } from '@postern/contract/reasons.ts'
import { None } from '../ui/none.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Status } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'
import type { Column } from './data-table.tsx'

/** What an attempt came to, in a word. */
const kinds: Readonly<Record<string, string>> = {
  create: 'Let in, account created',
  link: 'Let in, account linked',
  update: 'Let in, updated',
  unchanged: 'Let in',
  review: 'Held for review',
  refuse: 'Refused',
}

export const wordOf = (kind: string) => kinds[kind] ?? kind

export const attemptColumns: readonly Column<AttemptSummary>[] = [
  {
    header: 'Id',
    cell: attempt => (
      <ResourceLink to="/attempts/$attempt" params={{ attempt: attempt.shortId }}>
        <span className="code nowrap">{attempt.shortId}</span>
      </ResourceLink>
    ),
  },
  { header: 'When', cell: attempt => <When at={attempt.at} /> },
  {
    header: 'Outcome',
    cell: attempt => (
      <Status tone={attempt.outcome === 'admitted' ? 'good' : attempt.kind === 'review' ? 'wait' : 'bad'}>
        {wordOf(attempt.kind)}
      </Status>
    ),
  },
  {
    header: 'Reason',
    cell: attempt => (attempt.reason ? reasons[attempt.reason].says : <None>No refusal</None>),
  },
  {
    header: 'Account',
    cell: ({ account }) => (account ? <span className="wrap">{account.login}</span> : <None>Unknown</None>),
  },
  { header: 'Portal', cell: ({ portal }) => portal?.name ?? <None /> },
  { header: 'Connection', cell: ({ connection }) => connection?.name ?? <None /> },
]
