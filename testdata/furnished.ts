import { scope } from '@postern/contract/access.ts'
import type {
  AccountId,
  AttemptId,
  AuditEventId,
  ProfileId,
  StampId,
  TenantId,
} from '@postern/contract/ids.ts'
import { directoryId } from '@postern/contract/ids.ts'
import { sendPeople } from '@postern/server/apply/people.ts'
import { sendRecords } from '@postern/server/apply/records.ts'
import { auditRow } from '@postern/server/audit/append.ts'
import { q } from '@postern/server/db/query.ts'
import { withTenant } from '@postern/server/db/transaction.ts'
import * as attributes from '@postern/server/flows/attributes.ts'
import type { Caller } from '@postern/server/flows/caller.ts'
import * as connections from '@postern/server/flows/connections.ts'
import * as directories from '@postern/server/flows/directories.ts'
import * as groups from '@postern/server/flows/groups.ts'
import * as locations from '@postern/server/flows/locations.ts'
import * as organizations from '@postern/server/flows/organizations.ts'
import * as portals from '@postern/server/flows/portals.ts'
import * as profileTypes from '@postern/server/flows/profile-types.ts'
import * as roles from '@postern/server/flows/roles.ts'
import * as userTypes from '@postern/server/flows/user-types.ts'
import type { Services } from '@postern/server/services.ts'

/** Somebody who may do everything, for preparing. */
export const preparing = (tenant: TenantId): Caller => ({
  tenant,
  origin: 'http://api.example.test',
  actor: { kind: 'system', id: null },
  scopes: scope.options,
  organizations: null,
  idempotency: null,
})

export type Furnished = Awaited<ReturnType<typeof furnish>>

/** One of everything the API has, by the names its paths use, all of one new organization. */
export async function furnish(services: Services, tenant: TenantId, name: string) {
  const configured = await configure(services, tenant, name)
  const person = await addPerson(services, tenant, configured)
  return { ...configured, ...person, ...(await addRecords(services, tenant, configured, person)) }
}

async function configure(services: Services, tenant: TenantId, name: string) {
  const caller = preparing(tenant)
  const ports = {
    ...services,
    readMetadata: () => ({ fault: 'not used' }),
    checkDiscovery: async (issuer: string) => ({ issuer }),
  }
  const { id: organization } = await organizations.create(services, caller, { name })
  const directory = await directories.create(services, caller, { name, organization })
  const userType = await userTypes.create(services, caller, { name, exclusive: false, administrative: false })
  const role = await roles.create(services, caller, {
    name,
    userType: userType.id,
    portals: [],
    idpGroups: [],
  })
  const portal = await portals.create(services, caller, {
    name,
    organization,
    directory: directory.id,
    roles: [role.id],
    inactivityMinutes: 30,
    lifetimeHours: 12,
    retries: 5,
    state: 'active',
  })
  const attribute = await attributes.create(services, caller, { name, kind: 'text', identifier: true })
  const profileType = await profileTypes.create(services, caller, {
    name,
    category: 'non_employee',
    naming: [attribute.uid],
  })
  const group = await groups.create(services, caller, { name, organization })
  const location = await locations.create(services, caller, { name, organization })
  const connection = await connections.create(ports, caller, {
    name,
    portal: portal.id,
    settings: {
      by: 'discovery',
      discoveryUrl: 'https://idp.example.test',
      clientId: 'client',
      clientSecret: 'hush',
    },
    trustedDomains: ['example.test'],
    position: 0,
    state: 'active',
  })
  return {
    organization,
    directory: directory.id,
    userType: userType.id,
    role: role.id,
    portal: portal.id,
    attribute: attribute.id,
    attributeUid: attribute.uid,
    profileType: profileType.id,
    group: group.id,
    location: location.id,
    connection: connection.id,
  }
}

type Configured = Awaited<ReturnType<typeof configure>>

/** Somebody who came through the connection: account, profile, link and role, each with its stamp. */
async function addPerson(
  services: Services,
  tenant: TenantId,
  made: Configured,
  login = `ann.${made.organization}@example.test`,
) {
  const { ids, clock, db } = services
  const account = ids.next<AccountId>()
  const profile = ids.next<ProfileId>()
  const attempt = ids.next<AttemptId>()
  const source = {
    stamp: ids.next<StampId>(),
    source: 'connection',
    connection: made.connection,
    policyVersion: 1,
    run: attempt,
    actor: null,
  } as const
  const changes = [
    {
      do: 'profile.create',
      profile,
      type: made.profileType,
      organization: made.organization,
      name: 'Ann Lee',
      attributes: { [made.attributeUid]: ' 47\u00a0\n11 ' },
      identifiers: [{ attribute: made.attributeUid, value: '47 11' }],
      latch: null,
    },
    {
      do: 'account.create',
      account,
      directory: directoryId.parse(made.directory),
      organization: made.organization,
      profile,
      login,
      properties: { firstName: 'Ann', lastName: 'Lee', email: login },
      emailVerified: true,
      location: null,
    },
    {
      do: 'link.create',
      account,
      connection: made.connection,
      issuer: 'https://idp.example.test',
      subject: account,
    },
    { do: 'role.grant', account, role: made.role, userType: made.userType, exclusive: false },
  ] as const
  await withTenant(db, tenant, async tx => {
    await sendPeople(tx, changes, source, clock.now())
  })
  return { account, profile, attempt }
}

/** The attempt that made the person, an audit event about it, and a mail. */
async function addRecords(
  { ids, clock, db }: Services,
  tenant: TenantId,
  made: Configured,
  { account, attempt }: Awaited<ReturnType<typeof addPerson>>,
) {
  const event = ids.next<AuditEventId>()
  const mail = ids.next<string>()
  const now = clock.now()
  await withTenant(db, tenant, async tx => {
    await sendRecords(
      tx,
      {
        id: attempt,
        portal: made.portal,
        connection: made.connection,
        account,
        outcome: 'admitted',
        reason: null,
        kind: 'create',
        detail: { policyVersion: 1, because: [{ code: 'match.none', rule: 'match' }] },
      },
      [
        auditRow(
          tenant,
          {
            event: 'sign-in.admitted',
            actor: { kind: 'connection', id: made.connection },
            organization: made.organization,
            entity: { kind: 'account', id: account },
            detail: { attempt },
          },
          { id: event, at: now },
        ),
      ],
      null,
      now,
    )
    await tx.all(
      q.insertInto('outbox').values({
        tenant_id: tenant,
        id: mail,
        template: 'administrator-invitation',
        recipient: 'ann@example.test',
        data: JSON.stringify({ link: 'https://example.test/secret' }),
        next_try_at: now,
        created_at: now,
      }),
    )
  })
  return { event, mail }
}
