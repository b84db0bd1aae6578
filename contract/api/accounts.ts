import { z } from 'zod'
import { level } from '../access.ts'
import {
  accountId,
  connectionId,
  directoryId,
  groupId,
  locationId,
  organizationId,
  portalId,
  profileId,
  roleId,
  userTypeId,
} from '../ids.ts'
import { instant, provenance, reference } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const accountStatus = z.enum(['pending', 'active', 'suspended', 'withdrawn'])

const summary = {
  id: accountId,
  login: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  status: accountStatus,
  directory: reference(directoryId),
  organization: reference(organizationId),
  profile: z.strictObject({ id: profileId, name: z.string() }).nullable(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
}

export const accountSummary = z.strictObject(summary).meta({ id: 'AccountSummary' })
export type AccountSummary = z.infer<typeof accountSummary>

export const account = z
  .strictObject({
    ...summary,
    location: reference(locationId).nullable(),
    /** The console level, of administrators. */
    level: level.nullable(),
    activeSessions: z.int(),
    /** Who set each property: `login`, `email`, `firstName`, `lastName`, `location`, `status`. */
    provenance: z.record(z.string(), provenance),
    links: z.array(
      z.strictObject({
        connection: reference(connectionId),
        issuer: z.string(),
        subject: z.string(),
        createdAt: instant,
        setBy: provenance.nullable(),
      }),
    ),
    roles: z.array(
      z.strictObject({
        role: reference(roleId),
        userType: reference(userTypeId),
        /** Portals it opens. */
        portals: z.array(reference(portalId)),
        createdAt: instant,
        setBy: provenance.nullable(),
      }),
    ),
    groups: z.array(
      z.strictObject({ group: reference(groupId), createdAt: instant, setBy: provenance.nullable() }),
    ),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof account>

const params = z.strictObject({ account: accountId })
/** Why, for the audit log. */
const because = z.strictObject({ note: z.string().trim().max(1_000).optional() })

export const accounts = {
  list: operation({
    id: 'accounts.list',
    method: 'GET',
    path: '/accounts',
    summary: 'Lists accounts, newest first. Search finds beginnings of words of names, logins and addresses.',
    access: 'people:read',
    organizationScoped: true,
    query: z.strictObject({
      ...pageQuery,
      search: z.string().trim().max(200).optional(),
      organization: organizationId.optional(),
      directory: directoryId.optional(),
      status: accountStatus.optional(),
    }),
    result: page(accountSummary),
  }),
  read: operation({
    id: 'accounts.read',
    method: 'GET',
    path: '/accounts/{account}',
    summary: 'Reads one account: links, roles, groups, and who set each.',
    access: 'people:read',
    organizationScoped: true,
    params,
    result: account,
    versioned: true,
  }),
  suspend: operation({
    id: 'accounts.suspend',
    method: 'POST',
    path: '/accounts/{account}/suspend',
    summary: 'Suspends an account: its sessions and keys end at once, nothing of it is lost.',
    access: 'people:write',
    organizationScoped: true,
    params,
    body: because,
    result: account,
  }),
  restore: operation({
    id: 'accounts.restore',
    method: 'POST',
    path: '/accounts/{account}/restore',
    summary: 'Restores a suspended or withdrawn account. Ended sessions and keys stay ended.',
    access: 'people:write',
    organizationScoped: true,
    params,
    body: because,
    result: account,
  }),
}
