import { Select } from '@mantine/core'
import { attempts } from '@postern/contract/api/attempts.ts'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../api/queries.ts'
import { wordOf } from '../table/attempt-columns.tsx'
import { relativeTime } from '../ui/relative-time.ts'

interface Props {
  readonly connection: string
  readonly value: string | null
  readonly onChange: (attempt: string | null) => void
}

/** Refused before any claims were verified: there is nothing to decide about. */
const withoutClaims = /^(saml|oidc|flow|connection)\./

/** One of the connection's last sign-ins, with the facts recorded then. */
export function AttemptChoice({ connection, value, onChange }: Props) {
  const query = useQuery(reading(attempts.list, { query: { connection, limit: 50 } }))
  const simulable = (query.data?.items ?? []).filter(({ reason }) => !reason || !withoutClaims.test(reason))
  const data = simulable.map(attempt => {
    const who = attempt.account?.login ?? 'unknown'
    const when = relativeTime(new Date(attempt.at), new Date())
    return {
      value: attempt.shortId,
      label: `${attempt.shortId} · ${who} · ${wordOf(attempt.kind)} · ${when}`,
    }
  })
  if (value && !data.some(option => option.value === value)) data.push({ value, label: value })
  return (
    <Select
      label="Sign-in attempt"
      description="Decided by the policy in the form, with the accounts and profiles as they were then. Personal values were replaced when it was recorded: aaaaaaaaab stands for one of them."
      searchable
      data={data}
      error={query.error ? 'The attempts could not be loaded.' : undefined}
      nothingFoundMessage={
        query.isPending ? 'Loading…' : 'No attempt with claims has come by this connection yet'
      }
      value={value}
      onChange={onChange}
    />
  )
}
