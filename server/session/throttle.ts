import { createHash } from 'node:crypto'
import { Problem } from '@postern/contract/problems.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** One counter: tries of a task by a subject (an account, a device, an address). */
export interface Counter {
  readonly task: string
  readonly subject: string
  /** Failed tries that cost nothing. After them the wait doubles from one second up to `longestSeconds`. */
  readonly free: number
}

/** The longest wait, seconds: keeps guessing hopeless and a person who erred within reach of the door. */
export const longestSeconds = 900
const forgottenAfter = '1 day'

/**
 * Counts a try before it is made, so that tries at the same instant cannot all pass one open gate; `forgive` takes
 * it back when it succeeds. A counter that is waiting is left as it is, so fewer rows are counted than tried: that
 * holds also for a try that waited for the row lock of another. Rows sorted by key: no deadlock.
 * $2 tasks, $3 subject hashes, $4 free tries, $5 now.
 */
const countTries = statement<{ blocked_until: Date | null }>(`
with tried as (
  select * from unnest($2::text[], $3::bytea[], $4::int[]) as t (task, subject_hash, free) order by 1, 2
), counted as (
  insert into throttles as t (tenant_id, task, subject_hash, failures, updated_at)
  select $1, task, subject_hash, 1, $5 from tried
  on conflict (tenant_id, task, subject_hash) do update set
    failures = case when t.updated_at < $5 - interval '${forgottenAfter}' then 1 else t.failures + 1 end,
    blocked_until = case when t.updated_at < $5 - interval '${forgottenAfter}' then null else
      (select $5 + make_interval(secs => least(${longestSeconds}, power(2, least(t.failures - tried.free, 30))))
       from tried where tried.task = t.task and tried.subject_hash = t.subject_hash and t.failures >= tried.free) end,
    updated_at = $5
  where t.blocked_until is null or t.blocked_until <= $5
  returning 1
)
select (select max(t.blocked_until) from throttles t join tried using (task, subject_hash) where t.tenant_id = $1) as blocked_until
where (select count(*) from counted) < (select count(*) from tried)`)

/** Counts a try. @throws Problem `authentication.delayed` when one of the counters is waiting */
export async function countTry(tx: TenantTx, counters: readonly Counter[], now: Date): Promise<void> {
  const [waiting] = await tx.run(countTries, [
    tx.tenant,
    counters.map(counter => counter.task),
    counters.map(hashOf),
    counters.map(counter => counter.free),
    now,
  ])
  if (!waiting) return
  const seconds = Math.ceil(((waiting.blocked_until?.getTime() ?? 0) - now.getTime()) / 1000)
  throw new Problem('authentication.delayed', { retryAfter: Math.max(1, seconds) })
}

const forgiveTries = statement<never>(`
with forgotten as (
  delete from throttles where tenant_id = $1 and task = any ($2) and subject_hash = any ($3)
)
update throttles set failures = greatest(failures - 1, 0), blocked_until = null
where tenant_id = $1 and task = any ($2) and subject_hash = any ($4)`)

/** Takes a successful try back: the person's own counters start anew, shared ones (an address) lose one. */
export async function forgive(
  tx: TenantTx,
  { own, shared }: { own: readonly Counter[]; shared: readonly Counter[] },
): Promise<void> {
  const tasks = [...new Set([...own, ...shared].map(counter => counter.task))]
  await tx.run(forgiveTries, [tx.tenant, tasks, own.map(hashOf), shared.map(hashOf)])
}

/** Addresses are personal data: only their hash is kept. */
const hashOf = ({ subject }: Counter) => createHash('sha256').update(subject).digest()
