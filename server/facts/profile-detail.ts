import type { Profile } from '@postern/contract/api/profiles.ts'
import { accountId, type DirectoryId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { isAny, referenceTo } from '../db/conditions.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import { selectedProfiles, toProfileSummary } from './profile-list.ts'
import { readStamps, stampsOf } from './provenance.ts'

const storedAttributes = z.record(z.string(), z.string())

/** Everything about one profile, each attribute with who set it. */
export async function readProfile(tx: TenantTx, id: string): Promise<Profile | undefined> {
  const [row, accounts] = await Promise.all([
    tx.first(
      selectedProfiles().select(['p.time_zone', 'p.attributes', 'p.provenance']).where('p.id', '=', id),
    ),
    readAccounts(tx, id),
  ])
  if (!row) return undefined
  const values = storedAttributes.parse(row.attributes)
  const stampOf = stampsOf(row.provenance)
  const uids = Object.keys(values)
  const [named, stamps] = await Promise.all([
    readAttributes(tx, uids),
    readStamps(
      tx,
      uids.flatMap(uid => stampOf(uid) ?? []),
    ),
  ])
  const attributes = Object.entries(values).map(([uid, value]) => ({
    uid,
    name: named.get(uid)?.name ?? uid,
    value,
    identifier: named.get(uid)?.identifier ?? false,
    setBy: stamps.get(stampOf(uid) ?? '') ?? null,
  }))
  attributes.sort((a, b) => a.name.localeCompare(b.name, 'en'))
  return { ...toProfileSummary(row), timeZone: row.time_zone, attributes, accounts }
}

async function readAttributes(tx: TenantTx, uids: readonly string[]) {
  const rows = await tx.all(
    q.selectFrom('attributes').select(['uid', 'name', 'identifier']).where(isAny('uid', uids)),
  )
  return new Map(rows.map(row => [row.uid, row]))
}

async function readAccounts(tx: TenantTx, profile: string): Promise<Profile['accounts']> {
  const query = q
    .selectFrom('accounts as a')
    .innerJoin('directories as d', join =>
      join.onRef('d.tenant_id', '=', 'a.tenant_id').onRef('d.id', '=', 'a.directory_id'),
    )
    .select(['a.id', 'a.login', 'a.status', referenceTo<DirectoryId>('d').as('directory')])
    .where('a.profile_id', '=', profile)
    .orderBy('a.id')
  return (await tx.all(query)).map(row => ({
    id: accountId.parse(row.id),
    login: row.login,
    status: row.status as Profile['accounts'][number]['status'],
    directory: row.directory,
  }))
}
