import { z } from 'zod'
import { connectionConfig } from '../connection-config.ts'
import { connectionId, organizationId, portalId, uid } from '../ids.ts'
import { connectionSettings } from './connection-settings.ts'
import { configured, instant, name, reference, searchQuery, state } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

/** Values that an administrator copies to the identity provider. */
export const toCopy = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('saml'),
      acsUrl: z.string(),
      /** Our entity id, which is also the address of our metadata. */
      entityId: z.string(),
    }),
    z.strictObject({ kind: z.literal('oidc'), redirectUri: z.string() }),
  ])
  .meta({ id: 'ConnectionToCopy' })

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'Enter a domain such as example.org.')

export const connection = z
  .strictObject({
    id: connectionId,
    ...configured,
    kind: z.enum(['saml', 'oidc']),
    organization: reference(organizationId),
    portal: reference(portalId).nullable(),
    state,
    /** Order of its button on the portal's login page. */
    position: z.int(),
    config: connectionConfig,
    /** Whether a client secret is stored; it is never shown. */
    hasSecret: z.boolean(),
    /** Domains whose verified addresses it may vouch for. */
    trustedDomains: z.array(z.string()),
    policyVersion: z.int(),
    toCopy,
  })
  .meta({ id: 'Connection' })
export type Connection = z.infer<typeof connection>

/** What settings come to, with the certificates made readable. */
export const checkedSettings = z
  .strictObject({
    config: connectionConfig,
    certificates: z.array(
      z.strictObject({
        subject: z.string(),
        fingerprint: z.string(),
        validTo: instant,
        expired: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'CheckedConnectionSettings' })

const params = z.strictObject({ connection: connectionId })
const trustedDomains = z.array(domain).max(200)
const position = z.int().min(0).max(1_000)

export const connections = {
  list: operation({
    id: 'connections.list',
    method: 'GET',
    path: '/connections',
    summary: 'Lists connections.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery, portal: portalId.optional() }),
    result: page(connection),
  }),
  read: operation({
    id: 'connections.read',
    method: 'GET',
    path: '/connections/{connection}',
    summary: 'Reads one connection with the values to copy to the identity provider.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: connection,
    versioned: true,
  }),
  check: operation({
    id: 'connections.check',
    method: 'POST',
    path: '/connections/check',
    summary: 'Reads metadata or fetches the discovery document and shows what it says. Stores nothing.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({ settings: connectionSettings }),
    result: checkedSettings,
  }),
  create: operation({
    id: 'connections.create',
    method: 'POST',
    path: '/connections',
    summary:
      'Creates a connection of a portal, with a policy that lets existing people in and makes nobody. The uid is part of the addresses the identity provider knows and never changes.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({
      name,
      uid: uid.optional(),
      portal: portalId,
      settings: connectionSettings,
      trustedDomains: trustedDomains.default([]),
      position: position.default(0),
      state: z.enum(['active', 'disabled']).default('active'),
    }),
    result: connection,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'connections.update',
    method: 'PATCH',
    path: '/connections/{connection}',
    summary:
      'Changes a connection. A disabled one lets nobody in, also where a sign-in is in flight. Its kind never changes.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({
      name: name.optional(),
      settings: connectionSettings.optional(),
      trustedDomains: trustedDomains.optional(),
      position: position.optional(),
      state: state.optional(),
    }),
    result: connection,
    versioned: true,
  }),
}
