import { type DirectoryId, directoryId, type OrganizationId, organizationId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

export interface Home {
  readonly organization: OrganizationId
  /** Holds the administrators' accounts. No portal signs in against it, so no connection reaches them. */
  readonly directory: DirectoryId
}

/** Uid of the directory that holds the accounts of administrators. */
export const administratorsDirectory = 'administrators'

const lockRow = statement<never>(`select from tenants where id = $1 for no key update`)

/** One at a time for a tenant: two first runs at once make one home and one owner. */
export async function lockTenant(tx: TenantTx): Promise<void> {
  await tx.run(lockRow, [tx.tenant])
}

const makeOrganization = statement<{ id: string }>(`
insert into organizations (tenant_id, id, uid, name, is_home, created_at, updated_at)
select $1, $2, 'home', t.name, true, $3, $3 from tenants t
where t.id = $1 and not exists (select from organizations where tenant_id = $1 and is_home)
returning id`)

const makeDirectory = statement<{ id: string }>(`
insert into directories (tenant_id, id, organization_id, uid, name, created_at, updated_at)
select $1, $2, o.id, '${administratorsDirectory}', 'Administrators', $3, $3 from organizations o
where o.tenant_id = $1 and o.is_home
  and not exists (select from directories where tenant_id = $1 and uid = '${administratorsDirectory}')
returning id`)

const readHome = statement<{ organization: string; directory: string }>(`
select o.id as organization, d.id as directory
from organizations o join directories d on d.tenant_id = o.tenant_id and d.organization_id = o.id and d.uid = '${administratorsDirectory}'
where o.tenant_id = $1 and o.is_home`)

export interface MadeHome extends Home {
  readonly made: { readonly organization: boolean; readonly directory: boolean }
}

/** The home organization and the directory of its administrators, made when missing. Locks the tenant. */
export async function ensureHome(
  tx: TenantTx,
  ids: { organization: OrganizationId; directory: DirectoryId },
  now: Date,
): Promise<MadeHome> {
  const [, organization, directory, [home]] = await Promise.all([
    lockTenant(tx),
    tx.run(makeOrganization, [tx.tenant, ids.organization, now]),
    tx.run(makeDirectory, [tx.tenant, ids.directory, now]),
    tx.run(readHome, [tx.tenant]),
  ])
  return {
    ...homeRow.parse(home),
    made: { organization: organization.length > 0, directory: directory.length > 0 },
  }
}

const homeRow = z.object({ organization: organizationId, directory: directoryId })
