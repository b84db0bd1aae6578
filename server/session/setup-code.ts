import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'

/** Crockford's Base32: no I, L, O or U, and what is mistaken for one of them is read as meant. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const symbols = 12
export const setupCodeHours = 24

/** A code of 60 bits, `XXXX-XXXX-XXXX`, out of a random token. It lives a day, so a fast hash is enough to keep it by. */
export function setupCodeFrom(token: string): string {
  const bytes = Buffer.from(token, 'base64url').subarray(0, symbols)
  const code = Array.from(bytes, byte => alphabet[byte % alphabet.length]).join('')
  return code.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** The code as it was printed, whatever was typed: case, spaces, hyphens, O for 0, I and L for 1. */
export function readSetupCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

const keep = statement<never>(
  `insert into setup_codes (tenant_id, code_hash, expires_at) values ($1, $2, $3)`,
)
const dropExpired = statement<never>(`delete from setup_codes where tenant_id = $1 and expires_at <= $2`)

/** Keeps the hash of a code. Codes of other nodes that started at the same time stay valid. */
export async function keepSetupCode(tx: TenantTx, code: string, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + setupCodeHours * 3_600_000)
  await Promise.all([
    tx.run(dropExpired, [tx.tenant, now]),
    tx.run(keep, [tx.tenant, hashToken(readSetupCode(code)), expiresAt]),
  ])
}

const find = statement<{ code_hash: Buffer }>(
  `select code_hash from setup_codes where tenant_id = $1 and code_hash = $2 and expires_at > $3`,
)

export async function isSetupCode(tx: TenantTx, typed: string, now: Date): Promise<boolean> {
  return (await tx.run(find, [tx.tenant, hashToken(readSetupCode(typed)), now])).length > 0
}

const dropAll = statement<never>(`delete from setup_codes where tenant_id = $1`)

/** Once there is an administrator no code opens anything. */
export async function dropSetupCodes(tx: TenantTx): Promise<void> {
  await tx.run(dropAll, [tx.tenant])
}
