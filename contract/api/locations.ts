import { z } from 'zod'
import { locationId, organizationId, uid } from '../ids.ts'
import { configured, name, reference, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const location = z
  .strictObject({ id: locationId, ...configured, organization: reference(organizationId), status })
  .meta({ id: 'Location' })
export type Location = z.infer<typeof location>

const params = z.strictObject({ location: locationId })

export const locations = {
  list: operation({
    id: 'locations.list',
    method: 'GET',
    path: '/locations',
    summary: 'Lists locations.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery, organization: organizationId.optional() }),
    result: page(location),
  }),
  read: operation({
    id: 'locations.read',
    method: 'GET',
    path: '/locations/{location}',
    summary: 'Reads one location.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: location,
    versioned: true,
  }),
  create: operation({
    id: 'locations.create',
    method: 'POST',
    path: '/locations',
    summary: 'Creates a location. Its name is unique within the organization and matched exactly.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({ name, uid: uid.optional(), organization: organizationId }),
    result: location,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'locations.update',
    method: 'PATCH',
    path: '/locations/{location}',
    summary: 'Renames or archives a location.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({ name: name.optional(), status: status.optional() }),
    result: location,
    versioned: true,
  }),
}
