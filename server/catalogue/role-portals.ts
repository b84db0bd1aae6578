import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

// The end that was not edited gets a new version too: its ETag covers the list as well.
const ofPortal = statement<Record<string, never>>(`
  with wanted as (select unnest($2::uuid[]) as role_id),
  gone as (
    delete from role_portals where portal_id = $1 and role_id <> all ($2) returning role_id),
  come as (
    insert into role_portals (tenant_id, portal_id, role_id)
    select $3, $1, role_id from wanted on conflict do nothing returning role_id)
  update roles set version = version + 1, updated_at = $4
  where id in (select role_id from gone union all select role_id from come)`)

const ofRole = statement<Record<string, never>>(`
  with wanted as (select unnest($2::uuid[]) as portal_id),
  gone as (
    delete from role_portals where role_id = $1 and portal_id <> all ($2) returning portal_id),
  come as (
    insert into role_portals (tenant_id, role_id, portal_id)
    select $3, $1, portal_id from wanted on conflict do nothing returning portal_id)
  update portals set version = version + 1, updated_at = $4
  where id in (select portal_id from gone union all select portal_id from come)`)

/** Makes exactly these roles open the portal. */
export async function setRolesOfPortal(
  tx: TenantTx,
  portal: string,
  roles: readonly string[],
  now: Date,
): Promise<void> {
  await tx.run(ofPortal, [portal, [...roles], tx.tenant, now])
}

/** Makes the role open exactly these portals. */
export async function setPortalsOfRole(
  tx: TenantTx,
  role: string,
  portals: readonly string[],
  now: Date,
): Promise<void> {
  await tx.run(ofRole, [role, [...portals], tx.tenant, now])
}
