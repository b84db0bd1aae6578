import { type Level, level } from '@postern/contract/access.ts'
import {
  type AccountId,
  accountId,
  type CredentialId,
  credentialId,
  type OrganizationId,
  organizationId,
} from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** The directory of the home organization whose accounts may hold a console level. */
export const administratorDirectory = 'administrators'

export interface Factor {
  readonly id: CredentialId
  readonly kind: 'totp' | 'passkey'
  /** Passkeys: the credential id. */
  readonly key: string
  readonly label: string
  /** Passkeys: the public key. Never a TOTP secret. */
  readonly publicKey: string | null
  readonly counter: number
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** An administrator with what signing in needs. Never leaves the server. */
export interface AdministratorFacts {
  readonly id: AccountId
  readonly login: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly status: 'pending' | 'active' | 'suspended' | 'withdrawn'
  readonly level: Level
  readonly organizations: readonly OrganizationId[] | null
  readonly passwordHash: string | null
  readonly factors: readonly Factor[]
}

const columns = `
select jsonb_build_object(
  'id', a.id, 'login', a.login_key, 'email', coalesce(a.email, a.login), 'firstName', a.first_name, 'lastName', a.last_name,
  'status', a.status, 'level', m.level, 'organizations', m.organization_ids,
  'passwordHash', (select c.secret from credentials c
                   where c.tenant_id = a.tenant_id and c.account_id = a.id and c.kind = 'password'),
  'factors', (select coalesce(jsonb_agg(jsonb_build_object(
                'id', c.id, 'kind', c.kind, 'key', c.key, 'label', c.label,
                'publicKey', case when c.kind = 'passkey' then c.secret end, 'counter', coalesce((c.data ->> 'counter')::bigint, 0),
                'createdAt', c.created_at, 'lastUsedAt', c.last_used_at) order by c.created_at, c.id), '[]')
              from credentials c
              where c.tenant_id = a.tenant_id and c.account_id = a.id and c.kind in ('totp', 'passkey'))) as row
from administrators m
join accounts a on a.tenant_id = m.tenant_id and a.id = m.account_id`

const byLogin = statement<{ row: unknown }>(`${columns}
where m.tenant_id = $1 and a.login_key = $2
  and a.directory_id = (select id from directories where tenant_id = $1 and uid = '${administratorDirectory}')`)

const byId = statement<{ row: unknown }>(`${columns} where m.tenant_id = $1 and m.account_id = $2`)

export async function administratorByLogin(tx: TenantTx, login: string): Promise<AdministratorFacts | null> {
  const [found] = await tx.run(byLogin, [tx.tenant, login])
  return found ? facts.parse(found.row) : null
}

export async function administratorById(tx: TenantTx, id: AccountId): Promise<AdministratorFacts | null> {
  const [found] = await tx.run(byId, [tx.tenant, id])
  return found ? facts.parse(found.row) : null
}

const anyone = statement<{ found: boolean }>(
  `select exists (select from administrators where tenant_id = $1) as found`,
)

/** Whether the tenant has an administrator: set-up is open until it has. */
export async function hasAdministrator(tx: TenantTx): Promise<boolean> {
  return (await tx.run(anyone, [tx.tenant]))[0]?.found ?? false
}

const time = z.string().transform(text => new Date(text))
const facts = z.object({
  id: accountId,
  login: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.enum(['pending', 'active', 'suspended', 'withdrawn']),
  level,
  organizations: z.array(organizationId).nullable(),
  passwordHash: z.string().nullable(),
  factors: z.array(
    z.object({
      id: credentialId,
      kind: z.enum(['totp', 'passkey']),
      key: z.string(),
      label: z.string(),
      publicKey: z.string().nullable(),
      counter: z.number(),
      createdAt: time,
      lastUsedAt: time.nullable(),
    }),
  ),
})
