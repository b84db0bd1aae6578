import type { Level } from '@postern/contract/access.ts'
import type { AccountId, DirectoryId, OrganizationId, StampId } from '@postern/contract/ids.ts'
import { searchTerms } from '@postern/core/search-terms.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { type Source, sendPeople } from './people.ts'

/** Who appoints: an administrator, or the system (first run, command line, an API key). */
export interface Appointing {
  readonly stamp: StampId
  readonly actor: AccountId | null
  readonly now: Date
}

export interface NewAdministrator extends Rank {
  readonly account: AccountId
  readonly directory: DirectoryId
  readonly organization: OrganizationId
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

interface Rank {
  readonly level: Level
  /** Null: all organizations. */
  readonly organizations: readonly OrganizationId[] | null
}

/** Creates the account of an administrator, by the same writer as every account. A taken login aborts on `accounts_login_key`. */
export async function createAdministratorAccount(
  tx: TenantTx,
  created: NewAdministrator,
  by: Appointing,
): Promise<void> {
  const { account, directory, organization, email, firstName, lastName } = created
  await sendPeople(
    tx,
    [
      {
        do: 'account.create',
        account,
        directory,
        organization,
        profile: null,
        login: email,
        properties: { email, firstName, lastName },
        emailVerified: false,
        location: null,
      },
    ],
    sourceOf(by),
    by.now,
  )
  await appoint(tx, account, created, by.now)
}

const insertLevel = statement<{ account_id: string }>(`
insert into administrators (tenant_id, account_id, level, organization_ids, created_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
returning account_id`)

/** Gives an account a console level. False when it holds one already. */
export async function appoint(
  tx: TenantTx,
  account: AccountId,
  { level, organizations }: Rank,
  now: Date,
): Promise<boolean> {
  return (await tx.run(insertLevel, [tx.tenant, account, level, organizations, now])).length > 0
}

/** What an owner may change; absent stays. */
export interface AdministratorChange {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly level?: Level | undefined
  readonly organizations?: readonly OrganizationId[] | null | undefined
  readonly status?: 'active' | 'suspended' | undefined
}

/**
 * Sets account and level together, on the version that was read; the before-image goes to history, the stamp to
 * provenance, the words of the new name to search. $3 version, $4 stamp, $5 now, $6 actor.
 */
const setAdministrator = statement<{ version: number }>(`
with target as (
  select a.* from accounts a where a.tenant_id = $1 and a.id = $2 and a.version = $3 for no key update
), stamped as (
  insert into stamps (tenant_id, id, source, actor_id, created_at)
  select $1, $4, case when $6::uuid is null then 'system' else 'manual' end, $6, $5 from target
), remembered as (
  insert into history (tenant_id, entity, entity_id, stamp_id, before, at)
  select $1, 'account', id, $4, to_jsonb(target) - 'tenant_id', $5 from target
), changed as (
  update accounts a set
    first_name = coalesce($7, a.first_name), last_name = coalesce($8, a.last_name), status = coalesce($9, a.status),
    provenance = a.provenance || coalesce((select jsonb_object_agg(p, $4::uuid) from unnest($10::text[]) p), '{}'),
    version = a.version + 1, updated_at = $5
  from target where a.tenant_id = $1 and a.id = target.id
  returning a.id, a.version
), levelled as (
  update administrators m set
    level = coalesce($11, m.level), organization_ids = case when $12 then $13::uuid[] else m.organization_ids end
  from changed where m.tenant_id = $1 and m.account_id = changed.id
), findable as (
  insert into search_terms (tenant_id, entity, term, entity_id)
  select $1, 'account', term, changed.id from changed, unnest($14::text[]) as t (term)
  on conflict do nothing
)
select version from changed`)

/** Returns the new version, or null when the account changed since it was read. */
export async function changeAdministrator(
  tx: TenantTx,
  { account, version }: { account: AccountId; version: number },
  change: AdministratorChange,
  by: Appointing,
): Promise<number | null> {
  const { firstName, lastName, status, level, organizations } = change
  const properties = Object.entries({ firstName, lastName, status }).filter(
    ([, value]) => value !== undefined,
  )
  const [changed] = await tx.run(setAdministrator, [
    tx.tenant,
    account,
    version,
    by.stamp,
    by.now,
    by.actor,
    firstName ?? null,
    lastName ?? null,
    status ?? null,
    properties.map(([property]) => property),
    level ?? null,
    organizations !== undefined,
    organizations ?? null,
    searchTerms(firstName, lastName),
  ])
  return changed?.version ?? null
}

const removeLevel = statement<{ level: string }>(
  `delete from administrators where tenant_id = $1 and account_id = $2 returning level`,
)

/** Takes the console level away; the account stays. False when it held none. */
export async function dismissAdministrator(tx: TenantTx, account: AccountId): Promise<boolean> {
  return (await tx.run(removeLevel, [tx.tenant, account])).length > 0
}

/**
 * Owners of everything who can sign in, locked until the transaction ends: two owners who demote each other at once queue up
 * here, and the second sees what the first did.
 */
const lockOwners = statement<{ account_id: AccountId }>(`
select m.account_id from administrators m
join accounts a on a.tenant_id = m.tenant_id and a.id = m.account_id
where m.tenant_id = $1 and m.level = 'owner' and m.organization_ids is null and a.status = 'active'
  and exists (select from credentials c where c.tenant_id = $1 and c.account_id = a.id and c.kind = 'password')
order by m.account_id
for update of m, a`)

/** Accounts of the owners who can sign in, locked. */
export async function lockActiveOwners(tx: TenantTx): Promise<AccountId[]> {
  return (await tx.run(lockOwners, [tx.tenant])).map(row => row.account_id)
}

const sourceOf = ({ stamp, actor }: Appointing): Source => ({
  stamp,
  source: actor === null ? 'system' : 'manual',
  connection: null,
  policyVersion: null,
  run: null,
  actor,
})
