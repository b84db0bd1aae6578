import { Problem } from '@postern/contract/problems.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Caller } from './caller.ts'

const keptMilliseconds = 24 * 60 * 60 * 1000

/**
 * The recorded answer of the same request, or null when it is new.
 * @throws Problem idempotency.reused when the key was used for another request
 */
export async function replay<Result>(
  tx: TenantTx,
  caller: Caller,
  now: Date,
): Promise<{ response: Result } | null> {
  if (!caller.idempotency) return null
  const known = await tx.first(
    q
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'response', 'expires_at'])
      .where('principal', '=', principalOf(caller))
      .where('key', '=', caller.idempotency.key),
  )
  if (!known) return null
  if (known.expires_at <= now) {
    await forget(tx, caller)
    return null
  }
  if (!known.request_hash.equals(caller.idempotency.requestHash)) throw new Problem('idempotency.reused')
  return { response: known.response as Result }
}

/** Records the answer in the transaction that made it. */
export async function remember(tx: TenantTx, caller: Caller, response: unknown, now: Date): Promise<void> {
  if (!caller.idempotency) return
  const { key, requestHash, status } = caller.idempotency
  await tx.all(
    q.insertInto('idempotency_keys').values({
      tenant_id: tx.tenant,
      principal: principalOf(caller),
      key,
      request_hash: requestHash,
      status,
      response: JSON.stringify(response),
      expires_at: new Date(now.getTime() + keptMilliseconds),
    }),
  )
}

async function forget(tx: TenantTx, caller: Caller): Promise<void> {
  await tx.all(
    q
      .deleteFrom('idempotency_keys')
      .where('principal', '=', principalOf(caller))
      .where('key', '=', caller.idempotency?.key ?? ''),
  )
}

const principalOf = ({ actor }: Caller) => `${actor.kind}:${actor.id ?? ''}`
