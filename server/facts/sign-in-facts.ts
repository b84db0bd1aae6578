import type { ConnectionId, FlowId } from '@postern/contract/ids.ts'
import type { Facts } from '@postern/core/facts.ts'
import type { Questions } from '@postern/core/questions.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { type FactsRow, factsRow } from './sign-in-row.ts'

/** The facts of one sign-in with the versions they were read at. */
export interface SignInFacts {
  readonly facts: Facts
  readonly versions: { readonly connection: number; readonly policy: number; readonly portal: number }
  /** Of the flow: what the hand-off needs. */
  readonly flow: { readonly id: FlowId; readonly browserHash: Buffer; readonly returnTo: string } | null
  readonly portal: { readonly lifetimeHours: number }
}

/**
 * Everything one sign-in is decided by, in one statement and one row: connection, portal and flow; the linked
 * account with its profile; at most two profiles of the portal's organization
 * with the match value; who owns the login; the catalogue names
 * the policy uses. Each sub-select is a key lookup. Parameters: see `readSignInFacts`.
 */
const signInFacts = statement<{ row: unknown }>(`
with door as (
  select c.id as connection, c.state as connection_state, c.trusted_domains, c.version as connection_version, c.policy_version,
         p.id as portal, p.state as portal_state, p.organization_id, p.directory_id, p.version as portal_version, p.lifetime_hours
  from connections c join portals p on p.tenant_id = c.tenant_id and p.id = c.portal_id
  where c.tenant_id = $1 and c.id = $2
), linked as (
  select account_id from links where tenant_id = $1 and connection_id = $2 and issuer = $4 and subject = $5
), matched as (
  select i.profile_id from identifiers i
  join profiles p on p.tenant_id = i.tenant_id and p.id = i.profile_id
  where i.tenant_id = $1 and i.attribute_uid = $6 and i.value = $7
    and p.organization_id = (select organization_id from door)
    and ($8::text is null or i.profile_type_id = (select id from profile_types where tenant_id = $1 and uid = $8))
  order by i.profile_id limit 2
), people as (
  select a.* from accounts a where a.tenant_id = $1 and a.id in (select account_id from linked)
  union
  select a.* from accounts a, door
  where a.tenant_id = $1 and a.profile_id in (select profile_id from matched) and a.directory_id = door.directory_id
), account_facts as (
  select a.id, a.profile_id, jsonb_build_object(
    'id', a.id, 'status', a.status, 'firstName', a.first_name, 'lastName', a.last_name, 'email', a.email,
    'emailVerified', a.email_verified_at is not null, 'version', a.version, 'profile', a.profile_id,
    'opensPortal', exists (
      select from role_grants g
      join role_portals o on o.tenant_id = g.tenant_id and o.role_id = g.role_id
      join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
      where g.tenant_id = $1 and g.account_id = a.id and o.portal_id = (select portal from door) and r.status = 'active'),
    'linkedElsewhere', exists (
      select from links l where l.tenant_id = $1 and l.account_id = a.id and l.connection_id = $2)) as fact
  from people a
), profile_facts as (
  select p.id, jsonb_build_object(
    'id', p.id, 'type', p.profile_type_id, 'naming', t.naming, 'name', p.name, 'status', p.status, 'archived', p.archived,
    'accessEndsAt', access_ends_at(p.end_date, p.time_zone), 'attributes', p.attributes, 'version', p.version) as fact
  from profiles p join profile_types t on t.tenant_id = p.tenant_id and t.id = p.profile_type_id
  where p.tenant_id = $1 and p.id in (select profile_id from matched union select profile_id from people)
)
select jsonb_build_object(
  'door', (select to_jsonb(door) from door),
  'flow', (select jsonb_build_object('id', id, 'connection', connection_id, 'expiresAt', expires_at,
             'browserHash', encode(browser_hash, 'base64'), 'returnTo', return_to)
           from flows where tenant_id = $1 and token_hash = $3),
  'linked', (select account_id from linked),
  'matched', (select coalesce(jsonb_agg(profile_id order by profile_id), '[]') from matched),
  'accounts', (select coalesce(jsonb_agg(fact), '[]') from account_facts),
  'profiles', (select coalesce(jsonb_agg(fact), '[]') from profile_facts),
  'loginOwner', (select a.id from accounts a, door
                 where a.tenant_id = $1 and a.directory_id = door.directory_id and a.login_key = $9),
  'profileType', (select jsonb_build_object('id', id, 'archived', status = 'archived', 'naming', naming)
                  from profile_types where tenant_id = $1 and uid = $8),
  'role', (select jsonb_build_object('id', r.id, 'userType', t.id, 'exclusive', t.exclusive, 'opensPortal', exists (
             select from role_portals o where o.tenant_id = $1 and o.role_id = r.id and o.portal_id = (select portal from door)))
           from user_types t join roles r on r.tenant_id = t.tenant_id and r.user_type_id = t.id
           where t.tenant_id = $1 and t.uid = $10 and r.uid = $11 and t.status = 'active' and r.status = 'active'),
  'location', (select jsonb_build_object('id', l.id) from locations l, door
               where l.tenant_id = $1 and l.organization_id = door.organization_id and l.name = $12 and l.status = 'active'),
  'attributes', (select coalesce(jsonb_object_agg(uid, jsonb_build_object('kind', kind, 'identifier', identifier, 'archived', status = 'archived')), '{}')
                 from attributes where tenant_id = $1 and uid = any ($13))
) as row`)

/** Reads the facts, or null when the connection or its portal does not exist. */
export async function readSignInFacts(
  tx: TenantTx,
  connection: ConnectionId,
  flowTokenHash: Buffer | null,
  questions: Questions,
): Promise<SignInFacts | null> {
  const [found] = await tx.run(signInFacts, [
    tx.tenant,
    connection,
    flowTokenHash,
    questions.link.issuer,
    questions.link.subject,
    questions.match?.attribute ?? null,
    questions.match?.value ?? null,
    questions.match?.profileType ?? questions.profileType,
    questions.login,
    questions.role?.userType ?? null,
    questions.role?.role ?? null,
    questions.location,
    questions.attributes,
  ])
  const row = factsRow.parse(found?.row)
  return row.door === null ? null : assemble(row, row.door)
}

function assemble(row: FactsRow, door: NonNullable<FactsRow['door']>): SignInFacts {
  const profiles = new Map(row.profiles.map(profile => [profile.id, profile]))
  const accounts = row.accounts.map(({ profile, linkedElsewhere, ...account }) => ({
    linkedElsewhere,
    profileId: profile,
    fact: { ...account, profile: profile === null ? null : (profiles.get(profile) ?? null) },
  }))
  const facts: Facts = {
    portal: {
      id: door.portal,
      state: door.portal_state,
      organization: door.organization_id,
      directory: door.directory_id,
    },
    connection: { id: door.connection, state: door.connection_state, trustedDomains: door.trusted_domains },
    flow: row.flow && { id: row.flow.id, connection: row.flow.connection, expiresAt: row.flow.expiresAt },
    linked: accounts.find(account => account.fact.id === row.linked)?.fact ?? null,
    matches: row.matched.flatMap(id => {
      const profile = profiles.get(id)
      const account = accounts.find(candidate => candidate.profileId === id)
      return profile
        ? [{ profile, account: account?.fact ?? null, linkedElsewhere: account?.linkedElsewhere ?? false }]
        : []
    }),
    loginOwner: row.loginOwner,
    profileType: row.profileType,
    role: row.role,
    location: row.location,
    attributes: row.attributes,
  }
  return {
    facts,
    versions: {
      connection: door.connection_version,
      policy: door.policy_version,
      portal: door.portal_version,
    },
    flow: row.flow && {
      id: row.flow.id,
      browserHash: Buffer.from(row.flow.browserHash, 'base64'),
      returnTo: row.flow.returnTo,
    },
    portal: { lifetimeHours: door.lifetime_hours },
  }
}
