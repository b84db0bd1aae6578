import { type AccountId, accountId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'

/**
 * What a browser was handed and must bring back once.
 * `second-factor`, `enrol`: a sign-in whose password was right. `passkey`: a WebAuthn assertion to make.
 * `totp-offer`, `passkey-offer`: a factor being set up. `invitation`: a link to set a password.
 */
export type ChallengeKind =
  | 'second-factor'
  | 'enrol'
  | 'passkey'
  | 'totp-offer'
  | 'passkey-offer'
  | 'invitation'

const data = z.object({
  /** The sign-in step this belongs to, as base64url hash of its token: used up with it. */
  step: z.string().optional(),
  /** WebAuthn challenge, base64url. */
  webauthn: z.string().optional(),
  /** Sealed TOTP secret. */
  secret: z.string().optional(),
})
export type ChallengeData = z.infer<typeof data>

export interface Challenge {
  readonly account: AccountId | null
  readonly data: ChallengeData
}

const insertChallenge = statement<never>(`
insert into challenges (tenant_id, token_hash, kind, account_id, data, expires_at) values ($1, $2, $3, $4, $5, $6)`)

export interface NewChallenge extends Partial<Challenge> {
  readonly kind: ChallengeKind
  readonly token: string
  readonly expiresAt: Date
}

/** Keeps a challenge; its token is handed out and only the hash stored. */
export async function keepChallenge(tx: TenantTx, challenge: NewChallenge): Promise<void> {
  await tx.run(insertChallenge, [
    tx.tenant,
    hashToken(challenge.token),
    challenge.kind,
    challenge.account ?? null,
    JSON.stringify(challenge.data ?? {}),
    challenge.expiresAt,
  ])
}

interface Row {
  account_id: string | null
  data: unknown
}

const readOne = statement<Row>(`
select account_id, data from challenges where tenant_id = $1 and token_hash = $2 and kind = any ($3) and expires_at > $4`)
const takeOne = statement<Row>(`
delete from challenges where tenant_id = $1 and token_hash = $2 and kind = any ($3) and expires_at > $4
returning account_id, data`)

export interface Presented {
  /** Hash of the token, as `hashToken` makes it. */
  readonly hash: Buffer
  readonly kinds: readonly ChallengeKind[]
  readonly now: Date
}

/** The challenge of a token without using it up: a wrong code may be corrected. */
export const readChallenge = (tx: TenantTx, presented: Presented) => fetchChallenge(tx, readOne, presented)

/** Uses a challenge up. Of two requests at once one gets it, the other null. */
export const takeChallenge = (tx: TenantTx, presented: Presented) => fetchChallenge(tx, takeOne, presented)

async function fetchChallenge(
  tx: TenantTx,
  query: typeof readOne,
  { hash, kinds, now }: Presented,
): Promise<Challenge | null> {
  const [row] = await tx.run(query, [tx.tenant, hash, kinds, now])
  return row ? { account: accountId.nullable().parse(row.account_id), data: data.parse(row.data) } : null
}

const dropKind = statement<never>(
  `delete from challenges where tenant_id = $1 and account_id = $2 and kind = any ($3)`,
)

/** Makes an account's open challenges of some kinds useless. */
export async function dropChallenges(
  tx: TenantTx,
  account: AccountId,
  kinds: readonly ChallengeKind[],
): Promise<void> {
  await tx.run(dropKind, [tx.tenant, account, kinds])
}
