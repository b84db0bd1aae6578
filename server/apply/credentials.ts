import type { AccountId, CredentialId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** Password, TOTP and passkeys of an account. `secret` is an Argon2id hash, a sealed secret or a public key. */
export interface NewCredential {
  readonly id: CredentialId
  readonly account: AccountId
  readonly kind: 'password' | 'totp' | 'passkey'
  /** Passkeys: the credential id. Others: the kind, of which an account has one. */
  readonly key: string
  readonly label: string
  readonly secret: string
  readonly data: Readonly<Record<string, unknown>>
  readonly now: Date
}

/** A second password or TOTP takes the place of the first, under a new id. */
const putCredential = statement<{ id: CredentialId }>(`
insert into credentials as c (tenant_id, id, account_id, kind, key, label, secret, data, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, account_id, kind, key) do update set
  id = excluded.id, label = excluded.label, secret = excluded.secret, data = excluded.data, created_at = excluded.created_at,
  last_used_at = null
where c.kind <> 'passkey'
returning id`)

/** Keeps a credential. Returns false for a passkey that the account has already. */
export async function keepCredential(tx: TenantTx, credential: NewCredential): Promise<boolean> {
  const { id, account, kind, key, label, secret, data, now } = credential
  const values = [tx.tenant, id, account, kind, key, label, secret, JSON.stringify(data), now]
  return (await tx.run(putCredential, values)).length > 0
}

/** The counter of a passkey only grows, where the authenticator counts at all; two uses at once: one wins. */
const usePasskey = statement<{ id: CredentialId }>(`
update credentials set data = jsonb_build_object('counter', $4::bigint), last_used_at = $5
where tenant_id = $1 and id = $2 and account_id = $3
  and ($4 = 0 or coalesce((data ->> 'counter')::bigint, 0) < $4)
returning id`)

/** Records the use of a passkey. False when the counter was used meanwhile, or the passkey is gone. */
export async function recordPasskeyUse(
  tx: TenantTx,
  used: { id: CredentialId; account: AccountId; counter: number; now: Date },
): Promise<boolean> {
  return (await tx.run(usePasskey, [tx.tenant, used.id, used.account, used.counter, used.now])).length > 0
}

/** Locks the account's row first: two removals at once cannot both see the other's factor. */
const lockAccount = statement<never>(
  `select from accounts where tenant_id = $1 and id = $2 for no key update`,
)
const removeOne = statement<{ kind: string }>(`
delete from credentials
where tenant_id = $1 and account_id = $2 and id = $3 and kind in ('totp', 'passkey')
  and exists (select from credentials o where o.tenant_id = $1 and o.account_id = $2 and o.id <> $3
              and o.kind in ('totp', 'passkey'))
returning kind`)

/** Removes a second factor unless it is the last; null when nothing was removed. */
export async function removeFactor(
  tx: TenantTx,
  account: AccountId,
  factor: CredentialId,
): Promise<'totp' | 'passkey' | null> {
  const locked = tx.run(lockAccount, [tx.tenant, account])
  const [[removed]] = await Promise.all([tx.run(removeOne, [tx.tenant, account, factor]), locked])
  return removed?.kind === 'totp' || removed?.kind === 'passkey' ? removed.kind : null
}

const removeAll = statement<never>(
  `delete from credentials where tenant_id = $1 and account_id = $2 and kind in ('totp', 'passkey')`,
)

/** Removes every second factor: for somebody who lost their device, by an owner. */
export async function forgetFactors(tx: TenantTx, account: AccountId): Promise<void> {
  await tx.run(removeAll, [tx.tenant, account])
}
