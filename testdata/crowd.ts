import type { TenantId } from '@postern/contract/ids.ts'
import type { TestDatabase } from './database.ts'
import type { Hospital } from './hospital.ts'

/** Names of the n-th person of a crowd, as `addCrowd` makes them. */
export const personOf = (n: number) => ({
  subject: `subject-${n}`,
  npi: String(3_000_000_000 + n),
  login: `person${n}@mercy.example`,
  session: `session-${n}`,
  handoff: `handoff-${n}`,
  flow: `flow-${n}`,
  shortId: `AT${String(n).padStart(2, '0').slice(-2)}-${String(n).padStart(4, '0').slice(-4)}`,
})

/** SQL: the id of a kind of row of person `n`, and the hash of one of their tokens as `hashToken` makes it. */
const id = (kind: string) => `md5('${kind}' || $1 || n)::uuid`
const hash = (kind: string) => `sha256(convert_to('${kind}-' || n, 'UTF8'))`

/** Fills a hospital with people by set-based statements, each with everything a sign-in leaves behind. */
export async function addCrowd(db: TestDatabase, tenant: TenantId, hospital: Hospital, size: number) {
  for (const [table, columns] of Object.entries(rowOf(hospital))) {
    const values = Object.values(columns).join(', ')
    await db.owner(
      `insert into ${table} (tenant_id, ${Object.keys(columns).join(', ')})
       select $1::uuid, ${values} from generate_series(1, ${size}) as n where $1::text is not null`,
      [tenant],
    )
  }
  // what PostgreSQL does by itself after a while; the embedded engine never does, and must plan without statistics
  if (db.engine === 'postgres') await db.owner('analyze')
}

/** One row a table and person, as SQL over `n`. */
function rowOf({ portal, organization, connection, profileType, role }: Hospital) {
  const [at, login] = ['now()', `'person' || n || '@mercy.example'`]
  const quoted = (text: string) => `'${text}'`
  const [inPortal, by] = [quoted(portal), quoted(connection)]
  return {
    stamps: { id: id('stamp'), source: `'connection'`, connection_id: by, created_at: at },
    profiles: {
      ...{ id: id('profile'), profile_type_id: quoted(profileType), organization_id: quoted(organization) },
      ...{ name: `'Person ' || n`, attributes: `jsonb_build_object('npi', (3000000000 + n)::text)` },
      ...{ created_at: at, updated_at: at },
    },
    identifiers: {
      ...{ attribute_uid: `'npi'`, value: '(3000000000 + n)::text', profile_id: id('profile') },
      profile_type_id: quoted(profileType),
    },
    accounts: {
      id: id('account'),
      directory_id: `(select directory_id from portals where id = ${inPortal})`,
      ...{ organization_id: quoted(organization), profile_id: id('profile') },
      ...{ login, login_key: login, email: login, email_key: login, created_at: at, updated_at: at },
    },
    links: {
      ...{ connection_id: by, issuer: `'https://idp.example.test/saml'`, subject: `'subject-' || n` },
      ...{ account_id: id('account'), stamp_id: id('stamp'), created_at: at },
    },
    role_grants: {
      ...{ account_id: id('account'), role_id: quoted(role), user_type_id: id('type'), exclusive: 'false' },
      ...{ stamp_id: id('stamp'), created_at: at },
    },
    search_terms: { entity: `'account'`, term: `'person' || n`, entity_id: id('account') },
    'search_terms ': { entity: `'profile'`, term: `'person' || n`, entity_id: id('profile') },
    flows: {
      ...{ id: id('flow'), token_hash: hash('flow'), portal_id: inPortal, connection_id: by },
      ...{ browser_hash: hash('browser'), return_to: `'/p/physicians'`, created_at: at },
      expires_at: `now() + interval '15 minutes'`,
    },
    sessions: {
      ...{ id: id('session'), token_hash: hash('session'), account_id: id('account'), portal_id: inPortal },
      ...{ connection_id: by, created_at: at, last_seen_at: at, expires_at: `now() + interval '12 hours'` },
    },
    'sessions ': {
      ...{ id: id('waiting'), handoff_hash: hash('handoff'), browser_hash: hash('browser') },
      ...{ return_to: `'/p/physicians'`, account_id: id('account'), portal_id: inPortal, connection_id: by },
      ...{ created_at: at, last_seen_at: at, expires_at: `now() + interval '12 hours'` },
    },
    attempts: {
      id: id('attempt'),
      short_id: `'AT' || right(lpad(n::text, 2, '0'), 2) || '-' || right(lpad(n::text, 4, '0'), 4)`,
      ...{ portal_id: inPortal, connection_id: by, account_id: id('account') },
      ...{ outcome: `'admitted'`, kind: `'create'`, at },
    },
  }
}
