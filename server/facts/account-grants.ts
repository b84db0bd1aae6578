import type { Account } from '@postern/contract/api/accounts.ts'
import type { ConnectionId, GroupId, PortalId, RoleId, UserTypeId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { referenceTo } from '../db/conditions.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'

type Stamped<Item> = Omit<Item, 'setBy'> & { stamp: string }
type Link = Account['links'][number]
type Grant = Account['roles'][number]
type Membership = Account['groups'][number]

/** The subjects by which connections know the account. */
export async function readLinks(tx: TenantTx, account: string): Promise<Stamped<Link>[]> {
  const query = q
    .selectFrom('links as l')
    .innerJoin('connections as c', join =>
      join.onRef('c.tenant_id', '=', 'l.tenant_id').onRef('c.id', '=', 'l.connection_id'),
    )
    .select(['l.issuer', 'l.subject', 'l.created_at', 'l.stamp_id'])
    .select(referenceTo<ConnectionId>('c').as('connection'))
    .where('l.account_id', '=', account)
    .orderBy('l.created_at')
  return (await tx.all(query)).map(({ connection, issuer, subject, created_at, stamp_id }) => ({
    connection,
    issuer,
    subject,
    createdAt: created_at.toISOString(),
    stamp: stamp_id,
  }))
}

const opened = sql<Grant['portals']>`coalesce(
  (select jsonb_agg(${referenceTo<PortalId>('p')} order by p.id)
   from role_portals rp join portals p on p.tenant_id = rp.tenant_id and p.id = rp.portal_id
   where rp.tenant_id = r.tenant_id and rp.role_id = r.id and p.state <> 'archived'), '[]')`

/** The roles an account holds, with the portals they open. */
export async function readRoleGrants(tx: TenantTx, account: string): Promise<Stamped<Grant>[]> {
  const query = q
    .selectFrom('role_grants as g')
    .innerJoin('roles as r', join =>
      join.onRef('r.tenant_id', '=', 'g.tenant_id').onRef('r.id', '=', 'g.role_id'),
    )
    .innerJoin('user_types as t', join =>
      join.onRef('t.tenant_id', '=', 'r.tenant_id').onRef('t.id', '=', 'r.user_type_id'),
    )
    .select(['g.created_at', 'g.stamp_id', opened.as('portals')])
    .select([referenceTo<RoleId>('r').as('role'), referenceTo<UserTypeId>('t').as('user_type')])
    .where('g.account_id', '=', account)
    .orderBy('g.created_at')
  return (await tx.all(query)).map(row => ({
    role: row.role,
    userType: row.user_type,
    portals: row.portals,
    createdAt: row.created_at.toISOString(),
    stamp: row.stamp_id,
  }))
}

/** The groups an account is in. */
export async function readMemberships(tx: TenantTx, account: string): Promise<Stamped<Membership>[]> {
  const query = q
    .selectFrom('group_members as m')
    .innerJoin('groups as g', join =>
      join.onRef('g.tenant_id', '=', 'm.tenant_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select(['m.created_at', 'm.stamp_id', referenceTo<GroupId>('g').as('group')])
    .where('m.account_id', '=', account)
    .orderBy('m.created_at')
  return (await tx.all(query)).map(row => ({
    group: row.group,
    createdAt: row.created_at.toISOString(),
    stamp: row.stamp_id,
  }))
}
