import type { Overview } from '@postern/contract/api/overview.ts'
import { isReasonCode } from '@postern/contract/reasons.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { idFrom } from './id-range.ts'

const days = 14

// $1 organizations within reach, null for all
const countsAndSteps = statement<{ counts: unknown; steps: unknown }>(`
  select jsonb_build_object(
    'organizations', (select count(*) from organizations where status = 'active' and ($1::uuid[] is null or id = any($1))),
    'portals', (select count(*) from portals where state <> 'archived' and ($1::uuid[] is null or organization_id = any($1))),
    'connections', (select count(*) from connections where state <> 'archived' and ($1::uuid[] is null or organization_id = any($1))),
    'accounts', (select count(*) from accounts where status <> 'withdrawn' and ($1::uuid[] is null or organization_id = any($1))),
    'profiles', (select count(*) from profiles where not archived and ($1::uuid[] is null or organization_id = any($1)))
  ) as counts, jsonb_build_object(
    'organization', exists (select from organizations where not is_home and ($1::uuid[] is null or id = any($1))),
    'profileType', exists (select from profile_types where status = 'active'),
    'portal', exists (select from portals where state = 'active' and ($1::uuid[] is null or organization_id = any($1))),
    'role', exists (select from role_portals rp join portals p on p.tenant_id = rp.tenant_id and p.id = rp.portal_id
                    where $1::uuid[] is null or p.organization_id = any($1)),
    'connection', exists (select from connections where state = 'active' and ($1::uuid[] is null or organization_id = any($1))),
    'policy', exists (select from connections where policy_version > 1 and ($1::uuid[] is null or organization_id = any($1))),
    'signIn', exists (select from attempts t left join portals p on p.tenant_id = t.tenant_id and p.id = t.portal_id
                      where t.outcome = 'admitted' and ($1::uuid[] is null or p.organization_id = any($1)))
  ) as steps`)

const attemptsByDay = statement<{ day: string; outcome: string; reason: string | null; count: number }>(`
  select to_char(t.at at time zone 'UTC', 'YYYY-MM-DD') as day, t.outcome, t.reason, count(*)::int as count
  from attempts t left join portals p on p.tenant_id = t.tenant_id and p.id = t.portal_id
  where t.id >= $2 and t.at >= $3 and ($1::uuid[] is null or p.organization_id = any($1))
  group by 1, 2, 3`)

const counts = z.object({
  organizations: z.int(),
  portals: z.int(),
  connections: z.int(),
  accounts: z.int(),
  profiles: z.int(),
})
const steps = z.record(z.string(), z.boolean())
const order = ['organization', 'profileType', 'portal', 'role', 'connection', 'policy', 'signIn'] as const

/** What is set up, and who came in the last fourteen days, of the organizations within reach. */
export async function readOverview(
  tx: TenantTx,
  reach: readonly string[] | null,
  now: Date,
): Promise<Omit<Overview, 'demo'>> {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days + 1))
  const organizations = reach && [...reach]
  const [[row], attempts] = await Promise.all([
    tx.run(countsAndSteps, [organizations]),
    tx.run(attemptsByDay, [organizations, idFrom(first.toISOString()), first]),
  ])
  const done = steps.parse(row?.steps)
  return {
    checklist: order.map(step => ({ step, done: done[step] ?? false })),
    counts: counts.parse(row?.counts),
    signIns: Array.from({ length: days }, (_, index) => {
      const day = new Date(first.getTime() + index * 86_400_000).toISOString().slice(0, 10)
      const count = (outcome: string) =>
        sum(attempts.filter(entry => entry.day === day && entry.outcome === outcome))
      return { day, admitted: count('admitted'), refused: count('refused') }
    }),
    refusals: refusalsOf(attempts),
  }
}

const sum = (entries: readonly { count: number }[]) => entries.reduce((total, { count }) => total + count, 0)

function refusalsOf(attempts: readonly { reason: string | null; count: number }[]): Overview['refusals'] {
  const byReason = new Map<string, number>()
  for (const { reason, count } of attempts) {
    if (reason !== null) byReason.set(reason, (byReason.get(reason) ?? 0) + count)
  }
  return [...byReason]
    .flatMap(([reason, count]) => (isReasonCode(reason) ? [{ reason, count }] : []))
    .sort((a, b) => b.count - a.count)
}
