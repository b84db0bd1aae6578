import { type Account, account as accountSchema } from '@postern/contract/api/accounts.ts'
import type { Provenance } from '@postern/contract/api/fields.ts'
import type { LocationId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { referenceTo } from '../db/conditions.ts'
import type { TenantTx } from '../db/transaction.ts'
import { readLinks, readMemberships, readRoleGrants } from './account-grants.ts'
import { selectedAccounts, toAccountSummary } from './account-list.ts'
import { readStamps, stampsOf } from './provenance.ts'

const location = sql<Account['location']>`
  case when l.id is null then null else ${referenceTo<LocationId>('l')} end`

const selected = () =>
  selectedAccounts()
    .leftJoin('locations as l', join =>
      join.onRef('l.tenant_id', '=', 'a.tenant_id').onRef('l.id', '=', 'a.location_id'),
    )
    .leftJoin('administrators as m', join =>
      join.onRef('m.tenant_id', '=', 'a.tenant_id').onRef('m.account_id', '=', 'a.id'),
    )
    .select(['a.provenance', 'm.level', location.as('location')])

/** An account without its sessions, which are the session stage's to count. */
export type AccountFacts = Omit<Account, 'activeSessions'>

/** Everything known about one account, each value and grant with who set it. */
export async function readAccount(tx: TenantTx, id: string): Promise<AccountFacts | undefined> {
  const [row, links, roles, groups] = await Promise.all([
    tx.first(selected().where('a.id', '=', id)),
    readLinks(tx, id),
    readRoleGrants(tx, id),
    readMemberships(tx, id),
  ])
  if (!row) return undefined
  const summary = toAccountSummary(row)
  const stampOf = stampsOf(row.provenance)
  const fields = setFields(summary, row.location).map(field => ({ field, stamp: stampOf(field) ?? '' }))
  const grants = [...links, ...roles, ...groups]
  const stamps = await readStamps(tx, [...fields, ...grants].map(({ stamp }) => stamp).filter(Boolean))
  const setBy = <Item extends { stamp: string }>({ stamp, ...item }: Item) => ({
    ...item,
    setBy: stamps.get(stamp) ?? null,
  })
  return {
    ...summary,
    location: row.location,
    level: accountSchema.shape.level.parse(row.level),
    provenance: known(fields, stamps),
    links: links.map(setBy),
    roles: roles.map(setBy),
    groups: groups.map(setBy),
  }
}

/** The properties that have a value, under the names provenance uses. */
function setFields(summary: ReturnType<typeof toAccountSummary>, location: Account['location']): string[] {
  const { login, email, firstName, lastName, status, profile } = summary
  return Object.entries({ login, email, firstName, lastName, status, profile, location })
    .filter(([, value]) => value !== null && value !== '')
    .map(([field]) => field)
}

function known(
  fields: readonly { field: string; stamp: string }[],
  stamps: ReadonlyMap<string, Provenance>,
): Record<string, Provenance> {
  const provenance: Record<string, Provenance> = {}
  for (const { field, stamp } of fields) {
    const setBy = stamps.get(stamp)
    if (setBy) provenance[field] = setBy
  }
  return provenance
}
