import type { Change } from '@postern/contract/decision.ts'
import type { AccountId, AttemptId, ConnectionId, StampId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { rowsOf } from './rows.ts'

/** Who changes people, and in which run: becomes the stamp that provenance points to. */
export interface Source {
  readonly stamp: StampId
  readonly source: 'connection' | 'manual' | 'system'
  readonly connection: ConnectionId | null
  readonly policyVersion: number | null
  readonly run: AttemptId | null
  readonly actor: AccountId | null
}

/**
 * Writes people, for a batch of any size. One order everywhere, to which concurrent transactions queue up instead
 * of deadlocking: links, latches, identifiers, the rest; rows sorted by key. Plain inserts: a lost race aborts on
 * the constraint's name. Sets name the version they were decided on; `demand` aborts when one is gone. Sets are also
 * found by `any (array(…))`: of a recordset the planner expects 100 rows, for which it would read the whole tenant.
 *
 * $1 tenant, $2 time, $3 stamp, $4 links, $5 latches, $6 identifiers, $7 new profiles, $8 set profiles,
 * $9 new accounts, $10 set accounts, $11 grants, $12 search terms.
 */
const applyPeople = statement(`
with stamped as (
  insert into stamps (tenant_id, id, source, connection_id, policy_version, run_id, actor_id, created_at)
  select $1, s.id, s.source, s.connection, s.policy_version, s.run, s.actor, $2
  from jsonb_to_record($3::jsonb) as s (id uuid, source text, connection uuid, policy_version int, run uuid, actor uuid)
), linked as (
  insert into links (tenant_id, connection_id, issuer, subject, account_id, stamp_id, created_at)
  select $1, r.connection, r.issuer, r.subject, r.account, ($3::jsonb ->> 'id')::uuid, $2
  from jsonb_to_recordset($4::jsonb) as r (connection uuid, issuer text, subject text, account uuid)
  order by 2, 3, 4
), latched as (
  insert into match_latches (tenant_id, organization_id, profile_type_id, attribute_uid, value, profile_id)
  select $1, r.organization, r.type, r.attribute, r.value, r.profile
  from jsonb_to_recordset($5::jsonb) as r (organization uuid, type uuid, attribute text, value text, profile uuid)
  order by 2, 3, 4, 5
), unidentified as (
  delete from identifiers i
  using jsonb_to_recordset($8::jsonb) as r (id uuid, attributes jsonb), jsonb_object_keys(r.attributes) as changed (attribute)
  where i.tenant_id = $1 and i.profile_id = r.id and i.attribute_uid = changed.attribute
    and i.profile_id = any (array(select id from jsonb_to_recordset($8::jsonb) as r (id uuid)))
), unlatched as (
  delete from match_latches m
  using jsonb_to_recordset($8::jsonb) as r (id uuid, attributes jsonb), jsonb_object_keys(r.attributes) as changed (attribute)
  where m.tenant_id = $1 and m.profile_id = r.id and m.attribute_uid = changed.attribute
    and m.profile_id = any (array(select id from jsonb_to_recordset($8::jsonb) as r (id uuid)))
), identified as (
  insert into identifiers (tenant_id, attribute_uid, value, profile_id, profile_type_id)
  select $1, r.attribute, r.value, r.profile, r.type
  from jsonb_to_recordset($6::jsonb) as r (attribute text, value text, profile uuid, type uuid)
  order by 2, 3, 4
), remembered as (
  insert into history (tenant_id, entity, entity_id, stamp_id, before, at)
  select $1, 'profile', p.id, ($3::jsonb ->> 'id')::uuid, to_jsonb(p) - 'tenant_id', $2
  from profiles p where p.tenant_id = $1 and p.id = any (array(select id from jsonb_to_recordset($8::jsonb) as r (id uuid)))
  union all
  select $1, 'account', a.id, ($3::jsonb ->> 'id')::uuid, to_jsonb(a) - 'tenant_id', $2
  from accounts a where a.tenant_id = $1 and a.id = any (array(select id from jsonb_to_recordset($10::jsonb) as r (id uuid)))
), new_profiles as (
  insert into profiles (tenant_id, id, profile_type_id, organization_id, name, attributes, provenance, created_at, updated_at)
  select $1, r.id, r.type, r.organization, r.name, r.attributes, r.provenance, $2, $2
  from jsonb_to_recordset($7::jsonb) as r (id uuid, type uuid, organization uuid, name text, attributes jsonb, provenance jsonb)
  order by 2
), set_profiles as (
  update profiles p set
    name = coalesce(r.name, p.name), attributes = p.attributes || r.attributes, provenance = p.provenance || r.provenance,
    version = p.version + 1, updated_at = $2
  from jsonb_to_recordset($8::jsonb) as r (id uuid, version int, name text, attributes jsonb, provenance jsonb)
  where p.tenant_id = $1 and p.id = r.id and p.version = r.version
    and p.id = any (array(select id from jsonb_to_recordset($8::jsonb) as r (id uuid)))
  returning p.id
), new_accounts as (
  insert into accounts (tenant_id, id, directory_id, organization_id, profile_id, login, login_key, email, email_key,
                        email_verified_at, first_name, last_name, location_id, provenance, created_at, updated_at)
  select $1, r.id, r.directory, r.organization, r.profile, r.login, r.login_key, r.email, r.email_key,
         case when r.email_verified then $2 end, r.first_name, r.last_name, r.location, r.provenance, $2, $2
  from jsonb_to_recordset($9::jsonb) as r (
    id uuid, directory uuid, organization uuid, profile uuid, login text, login_key text, email text, email_key text,
    email_verified boolean, first_name text, last_name text, location uuid, provenance jsonb)
  order by 2
), set_accounts as (
  update accounts a set
    profile_id = coalesce(r.profile, a.profile_id), email = coalesce(r.email, a.email),
    email_key = coalesce(r.email_key, a.email_key),
    email_verified_at = case when r.email_verified then coalesce(a.email_verified_at, $2) end,
    first_name = coalesce(r.first_name, a.first_name), last_name = coalesce(r.last_name, a.last_name),
    provenance = a.provenance || r.provenance, version = a.version + 1, updated_at = $2
  from jsonb_to_recordset($10::jsonb) as r (
    id uuid, version int, profile uuid, email text, email_key text, email_verified boolean, first_name text, last_name text, provenance jsonb)
  where a.tenant_id = $1 and a.id = r.id and a.version = r.version
    and a.id = any (array(select id from jsonb_to_recordset($10::jsonb) as r (id uuid)))
  returning a.id
), granted as (
  insert into role_grants (tenant_id, account_id, role_id, user_type_id, exclusive, stamp_id, created_at)
  select $1, r.account, r.role, r.type, r.exclusive, ($3::jsonb ->> 'id')::uuid, $2
  from jsonb_to_recordset($11::jsonb) as r (account uuid, role uuid, type uuid, exclusive boolean)
  order by 2, 3
), findable as (
  insert into search_terms (tenant_id, entity, term, entity_id)
  select $1, r.entity, r.term, r.id from jsonb_to_recordset($12::jsonb) as r (entity text, term text, id uuid)
  order by 2, 3, 4
  on conflict do nothing
)
select demand(jsonb_array_length($8::jsonb) = (select count(*) from set_profiles)
          and jsonb_array_length($10::jsonb) = (select count(*) from set_accounts))`)

/** Sends the write of a decision's changes; the promise rejects on a lost race. Nothing is sent for no changes. */
export function sendPeople(
  tx: TenantTx,
  changes: readonly Change[],
  source: Source,
  now: Date,
): Promise<unknown> | null {
  if (changes.length === 0) return null
  const rows = rowsOf(changes, source.stamp)
  const stamp = {
    id: source.stamp,
    source: source.source,
    connection: source.connection,
    policy_version: source.policyVersion,
    run: source.run,
    actor: source.actor,
  }
  const lists = [
    rows.links,
    rows.latches,
    rows.identifiers,
    rows.newProfiles,
    rows.setProfiles,
    rows.newAccounts,
    rows.setAccounts,
    rows.grants,
    rows.terms,
  ]
  return tx.run(applyPeople, [
    tx.tenant,
    now,
    JSON.stringify(stamp),
    ...lists.map(list => JSON.stringify(list)),
  ])
}
