import { type Level, level } from '@postern/contract/access.ts'
import { type AccountId, accountId, type OrganizationId, organizationId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { administratorDirectory } from './administrator-facts.ts'

/** An administrator as lists show them: no hashes, no keys. */
export interface ListedAdministrator {
  readonly id: AccountId
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly level: Level
  readonly organizations: OrganizationId[] | null
  readonly status: 'pending' | 'active' | 'suspended' | 'withdrawn'
  readonly hasPassword: boolean
  readonly factors: ('totp' | 'passkey')[]
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = `
select a.id, coalesce(a.email, a.login) as email, a.first_name as "firstName", a.last_name as "lastName", m.level,
       m.organization_ids as organizations, a.status, a.version, a.created_at as "createdAt", a.updated_at as "updatedAt",
       k.kinds @> '{password}' as "hasPassword", array_remove(k.kinds, 'password') as factors
from administrators m
join accounts a on a.tenant_id = m.tenant_id and a.id = m.account_id
cross join lateral (
  select coalesce(array_agg(distinct c.kind order by c.kind), '{}') as kinds
  from credentials c where c.tenant_id = a.tenant_id and c.account_id = a.id) k`

// Ids are UUIDv7: the order is that of creation, and of the primary key.
const pageOf = statement<Record<string, unknown>>(`${columns}
where m.tenant_id = $1 and ($2::uuid is null or m.account_id > $2)
order by m.account_id limit $3`)

const one = statement<Record<string, unknown>>(`${columns} where m.tenant_id = $1 and m.account_id = $2`)

/** Administrators in order of creation, after one of them. */
export async function listAdministrators(
  tx: TenantTx,
  after: string | null,
  limit: number,
): Promise<ListedAdministrator[]> {
  return (await tx.run(pageOf, [tx.tenant, after, limit])).map(row => listed.parse(row))
}

export async function readAdministrator(tx: TenantTx, id: AccountId): Promise<ListedAdministrator | null> {
  const [row] = await tx.run(one, [tx.tenant, id])
  return row ? listed.parse(row) : null
}

const byLogin = statement<{ id: AccountId; status: string }>(`
select a.id, a.status from accounts a
where a.tenant_id = $1 and a.login_key = $2
  and a.directory_id = (select id from directories where tenant_id = $1 and uid = '${administratorDirectory}')`)

/** The account that has a login in the administrators' directory, holding a level or not. */
export async function administratorAccount(tx: TenantTx, login: string) {
  return (await tx.run(byLogin, [tx.tenant, login]))[0] ?? null
}

const missing = statement<{ id: string }>(`
select id from unnest($2::uuid[]) as asked (id)
except select id from organizations where tenant_id = $1`)

/** Those of the ids that name no organization of this tenant. */
export async function unknownOrganizations(tx: TenantTx, ids: readonly OrganizationId[]): Promise<string[]> {
  return (await tx.run(missing, [tx.tenant, ids])).map(row => row.id)
}

const listed = z.object({
  id: accountId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level,
  organizations: z.array(organizationId).nullable(),
  status: z.enum(['pending', 'active', 'suspended', 'withdrawn']),
  hasPassword: z.boolean(),
  factors: z.array(z.enum(['totp', 'passkey'])),
  version: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
})
