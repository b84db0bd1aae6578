import type { AccountId, CredentialId, TenantId } from '@postern/contract/ids.ts'
import { Secret, TOTP } from 'otpauth'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { KeyRing } from '../platform/key-ring.ts'

const periodSeconds = 30
/** Steps a phone's clock may be early or late (RFC 6238 §5.2). */
const window = 1
/** SHA-1, six digits, 30 s: what every authenticator app understands. */
const shape = { algorithm: 'SHA1', digits: 6, period: periodSeconds } as const

/** A new secret, base32; 160 bits as RFC 4226 §4 recommends. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://` address for a QR code. */
export function totpUri(secret: string, issuer: string, label: string): string {
  return new TOTP({ ...shape, issuer, label, secret: Secret.fromBase32(secret) }).toString()
}

/** The time step a code is right for, or null. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...shape, secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta
}

/** What a sealed secret is bound to: nobody can move it to another account. */
export const totpContext = (tenant: TenantId, account: AccountId) => `totp ${tenant} ${account}`

const readTotp = statement<{ id: CredentialId; secret: string }>(
  `select id, secret from credentials where tenant_id = $1 and account_id = $2 and kind = 'totp' and key = 'totp'`,
)

/** RFC 6238 §5.2: a code is accepted once, so the step only moves forward. */
const spendStep = statement<{ id: CredentialId }>(`
update credentials set data = jsonb_build_object('step', $3::bigint), last_used_at = $4
where tenant_id = $1 and id = $2 and coalesce((data ->> 'step')::bigint, -1) < $3
returning id`)

/** Whether a code is right and was not used before; uses it up. */
export async function spendTotp(
  tx: TenantTx,
  { account, code, now, keys }: { account: AccountId; code: string; now: Date; keys: KeyRing },
): Promise<'right' | 'wrong' | 'replayed'> {
  const [credential] = await tx.run(readTotp, [tx.tenant, account])
  if (!credential) return 'wrong'
  const step = totpStep(keys.open(credential.secret, totpContext(tx.tenant, account)), code, now)
  if (step === null) return 'wrong'
  const spent = await tx.run(spendStep, [tx.tenant, credential.id, step, now])
  return spent.length > 0 ? 'right' : 'replayed'
}
