import { z } from 'zod'
import { organizationId, uid } from '../ids.ts'
import { configured, name, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const organization = z
  .strictObject({
    id: organizationId,
    ...configured,
    /** The tenant's own organization. */
    home: z.boolean(),
    status,
  })
  .meta({ id: 'Organization' })
export type Organization = z.infer<typeof organization>

const params = z.strictObject({ organization: organizationId })

export const organizations = {
  list: operation({
    id: 'organizations.list',
    method: 'GET',
    path: '/organizations',
    summary: 'Lists organizations, the home organization among them.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery }),
    result: page(organization),
  }),
  read: operation({
    id: 'organizations.read',
    method: 'GET',
    path: '/organizations/{organization}',
    summary: 'Reads one organization.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: organization,
    versioned: true,
  }),
  create: operation({
    id: 'organizations.create',
    method: 'POST',
    path: '/organizations',
    summary:
      'Creates a customer organization. The uid is made from the name unless given, and never changes.',
    access: 'configuration:write',
    body: z.strictObject({ name, uid: uid.optional() }),
    result: organization,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'organizations.update',
    method: 'PATCH',
    path: '/organizations/{organization}',
    summary: 'Renames or archives an organization.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({ name: name.optional(), status: status.optional() }),
    result: organization,
    versioned: true,
  }),
}
