import { z } from 'zod'
import { directoryId, organizationId, portalId, roleId, uid } from '../ids.ts'
import { portalUrl } from '../portal-url.ts'
import { configured, name, reference, searchQuery, state } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const settings = {
  /** Minutes without a request after which a session ends. */
  inactivityMinutes: z.int().min(1).max(10_080),
  /** Hours after which a session ends whatever happens. */
  lifetimeHours: z.int().min(1).max(720),
  /** Failed tries of a password or code before the next one has to wait. */
  retries: z.int().min(1).max(100),
}

export const portal = z
  .strictObject({
    id: portalId,
    ...configured,
    url: portalUrl,
    /** The page's full address. */
    address: z.string(),
    organization: reference(organizationId),
    directory: reference(directoryId),
    ...settings,
    /** Roles that open it. */
    roles: z.array(reference(roleId)),
    state,
  })
  .meta({ id: 'Portal' })
export type Portal = z.infer<typeof portal>

const params = z.strictObject({ portal: portalId })
const roles = z.array(roleId).max(200)

export const portals = {
  list: operation({
    id: 'portals.list',
    method: 'GET',
    path: '/portals',
    summary: 'Lists portals.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({
      ...pageQuery,
      ...searchQuery,
      organization: organizationId.optional(),
      state: state.optional(),
    }),
    result: page(portal),
  }),
  read: operation({
    id: 'portals.read',
    method: 'GET',
    path: '/portals/{portal}',
    summary: 'Reads one portal.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: portal,
    versioned: true,
  }),
  create: operation({
    id: 'portals.create',
    method: 'POST',
    path: '/portals',
    summary:
      'Creates a portal. The uid and the address are made from the name unless given; the uid never changes.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({
      name,
      uid: uid.optional(),
      url: portalUrl.optional(),
      organization: organizationId,
      directory: directoryId,
      inactivityMinutes: settings.inactivityMinutes.default(30),
      lifetimeHours: settings.lifetimeHours.default(12),
      retries: settings.retries.default(5),
      roles: roles.default([]),
      state: z.enum(['active', 'disabled']).default('active'),
    }),
    result: portal,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'portals.update',
    method: 'PATCH',
    path: '/portals/{portal}',
    summary:
      'Changes a portal: also its address (identity providers notice nothing), the roles that open it and its state. Disabling or archiving it ends its sessions.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({
      name: name.optional(),
      url: portalUrl.optional(),
      directory: directoryId.optional(),
      inactivityMinutes: settings.inactivityMinutes.optional(),
      lifetimeHours: settings.lifetimeHours.optional(),
      retries: settings.retries.optional(),
      roles: roles.optional(),
      state: state.optional(),
    }),
    result: portal,
    versioned: true,
  }),
}
