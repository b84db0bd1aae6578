import { scope } from '@postern/contract/access.ts'
import type { ConnectionSettings } from '@postern/contract/api/connection-settings.ts'
import { emptyPolicy, type Policy } from '@postern/contract/policy.ts'
import * as attributes from '@postern/server/flows/attributes.ts'
import type { Caller } from '@postern/server/flows/caller.ts'
import type { ConnectionPorts } from '@postern/server/flows/connection-ports.ts'
import * as connections from '@postern/server/flows/connections.ts'
import * as directories from '@postern/server/flows/directories.ts'
import * as locations from '@postern/server/flows/locations.ts'
import * as organizations from '@postern/server/flows/organizations.ts'
import * as policies from '@postern/server/flows/policies.ts'
import * as portals from '@postern/server/flows/portals.ts'
import * as profileTypes from '@postern/server/flows/profile-types.ts'
import * as roles from '@postern/server/flows/roles.ts'
import type { TenantPlace } from '@postern/server/flows/tenants.ts'
import * as userTypes from '@postern/server/flows/user-types.ts'
import type { Services } from '@postern/server/services.ts'

/** Names that stay the same between starts. */
export const demoConnections = { saml: 'mercy_staff', oidc: 'campus_id', clientId: 'postern-campus' } as const

/** How the sandbox is reached now. */
export interface SandboxSettings {
  readonly metadata: string
  readonly issuer: string
  readonly clientSecret: string
}

type DemoServices = Services & ConnectionPorts

const physicians: Policy = {
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

const students: Policy = {
  ...emptyPolicy,
  registration: true,
  profileCreation: true,
  profileType: 'student',
  match: { attribute: 'student_number', claim: 'student_number' },
  properties: [
    { property: 'firstName', claim: 'given_name' },
    { property: 'lastName', claim: 'family_name' },
    { property: 'email', claim: 'email' },
  ],
  attributes: [{ attribute: 'department', claim: 'department' }],
  defaults: { role: { userType: 'access', role: 'student' }, location: 'Student village' },
}

/** Fills the demo's empty tenant by the same flows the console uses. Does nothing when it has portals. */
export async function fillTenant(
  services: DemoServices,
  place: TenantPlace,
  sandbox: SandboxSettings,
): Promise<void> {
  const caller = callerOf(place)
  if ((await portals.list(services, caller, { limit: 1 })).items.length > 0) return
  const home = (await organizations.list(services, caller, { limit: 200 })).items.find(item => item.home)
  const access = (await userTypes.list(services, caller, { limit: 200 })).items.find(
    item => item.uid === 'access',
  )
  if (!home || !access) throw new Error('the demo tenant lacks its home organization or access type')
  const college = await organizations.create(services, caller, { name: 'Northside College' })
  await makeSchema(services, caller)
  const physiciansPortal = await makePortal(services, caller, {
    name: 'Physicians',
    organization: home.id,
    location: 'Main campus',
  })
  const campus = await makePortal(services, caller, {
    name: 'Campus',
    organization: college.id,
    location: 'Student village',
  })
  const role = { userType: access.id, idpGroups: [] }
  await roles.create(services, caller, {
    ...role,
    name: 'Physician',
    uid: 'physician',
    portals: [physiciansPortal.id],
  })
  await roles.create(services, caller, { ...role, name: 'Student', uid: 'student', portals: [campus.id] })
  const saml = await connections.create(services, caller, {
    portal: physiciansPortal.id,
    name: 'Mercy staff account',
    uid: demoConnections.saml,
    position: 0,
    state: 'active',
    trustedDomains: ['mercy.example'],
    settings: samlSettings(sandbox),
  })
  const oidc = await connections.create(services, caller, {
    portal: campus.id,
    name: 'Campus ID',
    uid: demoConnections.oidc,
    position: 0,
    state: 'active',
    trustedDomains: ['campus.example'],
    settings: oidcSettings(sandbox),
  })
  await policies.replace(services, caller, { connection: saml.id, version: 1 }, physicians)
  await policies.replace(services, caller, { connection: oidc.id, version: 1 }, students)
}

/** Points the demo's connections at the sandbox of this start, when its address changed. */
export async function reconcile(
  services: DemoServices,
  place: TenantPlace,
  sandbox: SandboxSettings,
): Promise<void> {
  const caller = callerOf(place)
  const { items } = await connections.list(services, caller, { limit: 200 })
  for (const item of items) {
    const target = { id: item.id, version: item.version }
    if (item.uid === demoConnections.saml && item.config.kind === 'saml') {
      const entityId = /entityID="([^"]+)"/.exec(sandbox.metadata)?.[1]
      if (item.config.entityId !== entityId)
        await connections.update(services, caller, target, { settings: samlSettings(sandbox) })
    }
    if (
      item.uid === demoConnections.oidc &&
      item.config.kind === 'oidc' &&
      item.config.issuer !== sandbox.issuer
    ) {
      await connections.update(services, caller, target, { settings: oidcSettings(sandbox) })
    }
  }
}

const callerOf = ({ id, origin }: TenantPlace): Caller => ({
  tenant: id,
  origin,
  actor: { kind: 'system', id: null },
  scopes: scope.options,
  organizations: null,
  idempotency: null,
})

const samlSettings = ({ metadata }: SandboxSettings): ConnectionSettings => ({ by: 'metadata', metadata })

const oidcSettings = ({ issuer, clientSecret }: SandboxSettings): ConnectionSettings => ({
  by: 'discovery',
  discoveryUrl: issuer,
  clientId: demoConnections.clientId,
  clientSecret,
  scopes: ['openid', 'email', 'profile'],
})

async function makeSchema(services: DemoServices, caller: Caller): Promise<void> {
  await attributes.create(services, caller, {
    name: 'Licence number',
    uid: 'npi',
    kind: 'text',
    identifier: true,
  })
  await attributes.create(services, caller, {
    name: 'Student number',
    uid: 'student_number',
    kind: 'text',
    identifier: true,
  })
  await attributes.create(services, caller, {
    name: 'Department',
    uid: 'department',
    kind: 'text',
    identifier: false,
  })
  await profileTypes.create(services, caller, {
    name: 'Physician',
    uid: 'physician',
    category: 'non_employee',
    naming: [],
  })
  await profileTypes.create(services, caller, {
    name: 'Student',
    uid: 'student',
    category: 'non_employee',
    naming: [],
  })
}

async function makePortal(
  services: DemoServices,
  caller: Caller,
  {
    name,
    organization,
    location,
  }: { name: string; organization: Awaited<ReturnType<typeof organizations.create>>['id']; location: string },
) {
  await locations.create(services, caller, { name: location, organization })
  const directory = await directories.create(services, caller, { name: `${name} directory`, organization })
  return portals.create(services, caller, {
    name,
    organization,
    directory: directory.id,
    inactivityMinutes: 30,
    lifetimeHours: 12,
    retries: 5,
    roles: [],
    state: 'active',
  })
}
