import { uidFromName } from '@postern/contract/uid-from-name.ts'
import { type Statement, statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

type Uid = { uid: string }

const among = (table: string) => statement<Uid>(`select uid from ${table} where uid = any($1)`)

const taken = {
  organizations: among('organizations'),
  directories: among('directories'),
  portals: among('portals'),
  connections: among('connections'),
  user_types: among('user_types'),
  groups: among('groups'),
  locations: among('locations'),
  profile_types: among('profile_types'),
  attributes: among('attributes'),
} as const satisfies Record<string, Statement<Uid>>

const takenRoles = statement<Uid>('select uid from roles where user_type_id = $2 and uid = any($1)')
const takenUrls = statement<Uid>('select url as uid from portals where url = any($1)')

/** The uid a name suggests, with the first number that makes it free. A race loses to the unique constraint. */
export async function freeUid(tx: TenantTx, table: keyof typeof taken, name: string): Promise<string> {
  const candidates = numbered(uidFromName(name), '_')
  return firstFree(candidates, await tx.run<Uid>(taken[table], [candidates]))
}

/** Like `freeUid`, within a user type. */
export async function freeRoleUid(tx: TenantTx, userType: string, name: string): Promise<string> {
  const candidates = numbered(uidFromName(name), '_')
  return firstFree(candidates, await tx.run(takenRoles, [candidates, userType]))
}

/** The portal address a suggestion leads to. */
export async function freeUrl(tx: TenantTx, suggestion: string): Promise<string> {
  const candidates = numbered(suggestion, '-')
  return firstFree(candidates, await tx.run(takenUrls, [candidates]))
}

function numbered(base: string, joint: string): string[] {
  const others = Array.from({ length: 98 }, (_, index) => `${base.slice(0, 59)}${joint}${index + 2}`)
  return [base, ...others]
}

function firstFree(candidates: readonly string[], rows: readonly Uid[]): string {
  const used = new Set(rows.map(row => row.uid))
  // ninety-nine of one name: let the unique constraint say so
  return candidates.find(candidate => !used.has(candidate)) ?? candidates[0] ?? ''
}
