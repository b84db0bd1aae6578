import { type ConnectionConfig, connectionConfig } from '@postern/contract/connection-config.ts'
import type {
  ConnectionId,
  OrganizationId,
  PortalId,
  ProfileTypeId,
  RoleId,
  TenantId,
} from '@postern/contract/ids.ts'
import { emptyPolicy, type Policy } from '@postern/contract/policy.ts'
import type { Database } from '@postern/server/db/database.ts'
import { q } from '@postern/server/db/query.ts'
import { withTenant } from '@postern/server/db/transaction.ts'
import { systemIds } from '@postern/server/platform/ids.ts'

/** Ids of a small catalogue: one portal of the home organization, one role that opens it, one connection. */
export interface Hospital {
  readonly organization: OrganizationId
  readonly portal: PortalId
  readonly role: RoleId
  readonly profileType: ProfileTypeId
  readonly connection: ConnectionId
}

/** The policy that makes physicians: matched by licence number, with every default. */
export const physicianPolicy: Policy = {
  ...emptyPolicy,
  registration: true,
  profileCreation: true,
  profileType: 'physician',
  match: { attribute: 'npi', claim: 'npi' },
  properties: [
    { property: 'firstName', claim: 'firstName' },
    { property: 'lastName', claim: 'lastName' },
    { property: 'email', claim: 'email' },
  ],
  attributes: [{ attribute: 'department', claim: 'department' }],
  defaults: { role: { userType: 'access', role: 'physician' }, location: 'Main campus' },
}

export interface HospitalOptions {
  readonly config: ConnectionConfig
  readonly policy?: Policy
  readonly secrets?: (connection: ConnectionId) => string
  readonly connectionUid?: string
}

/** Fills an empty tenant with the catalogue. */
export async function addHospital(
  db: Database,
  tenant: TenantId,
  options: HospitalOptions,
): Promise<Hospital> {
  const id = <Id extends string>() => systemIds.next<Id>()
  const made = {
    organization: id<OrganizationId>(),
    portal: id<PortalId>(),
    role: id<RoleId>(),
    profileType: id<ProfileTypeId>(),
    connection: id<ConnectionId>(),
  }
  const directory = id<string>()
  const userType = id<string>()
  const row = <Row extends object>(values: Row) => ({ tenant_id: tenant, ...values })
  await withTenant(db, tenant, async tx => {
    await tx.all(
      q
        .insertInto('organizations')
        .values(row({ id: made.organization, uid: 'home', name: 'Mercy', is_home: true })),
    )
    const organization_id = made.organization
    await tx.all(
      q
        .insertInto('directories')
        .values(row({ id: directory, organization_id, uid: 'people', name: 'People' })),
    )
    await tx.all(
      q.insertInto('portals').values(
        row({
          id: made.portal,
          organization_id,
          directory_id: directory,
          uid: 'physicians',
          name: 'Physicians',
          name_key: 'physicians',
          url: 'physicians',
        }),
      ),
    )
    await tx.all(q.insertInto('user_types').values(row({ id: userType, uid: 'access', name: 'Access' })))
    await tx.all(
      q
        .insertInto('roles')
        .values(row({ id: made.role, user_type_id: userType, uid: 'physician', name: 'Physician' })),
    )
    await tx.all(q.insertInto('role_portals').values(row({ role_id: made.role, portal_id: made.portal })))
    await tx.all(
      q
        .insertInto('locations')
        .values(row({ id: id<string>(), organization_id, uid: 'main_campus', name: 'Main campus' })),
    )
    await tx.all(
      q
        .insertInto('profile_types')
        .values(row({ id: made.profileType, uid: 'physician', name: 'Physician', category: 'non_employee' })),
    )
    await tx.all(
      q
        .insertInto('attributes')
        .values([
          row({ id: id<string>(), uid: 'npi', name: 'Licence number', kind: 'text', identifier: true }),
          row({ id: id<string>(), uid: 'department', name: 'Department', kind: 'text', identifier: false }),
          row({ id: id<string>(), uid: 'email', name: 'Email', kind: 'email', identifier: true }),
        ]),
    )
    await tx.all(
      q.insertInto('connections').values(
        row({
          id: made.connection,
          uid: options.connectionUid ?? 'mercy_idp',
          organization_id,
          portal_id: made.portal,
          kind: options.config.kind,
          name: 'Mercy staff',
          config: JSON.stringify(connectionConfig.parse(options.config)),
          secrets: options.secrets?.(made.connection) ?? null,
          trusted_domains: ['mercy.example'],
        }),
      ),
    )
    await tx.all(
      q.insertInto('policies').values(
        row({
          connection_id: made.connection,
          version: 1,
          document: JSON.stringify(options.policy ?? physicianPolicy),
        }),
      ),
    )
  })
  return made
}
