import { z } from 'zod'
import { directoryId, organizationId, uid } from '../ids.ts'
import { configured, name, reference, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const directory = z
  .strictObject({ id: directoryId, ...configured, organization: reference(organizationId), status })
  .meta({ id: 'Directory' })
export type Directory = z.infer<typeof directory>

const params = z.strictObject({ directory: directoryId })

export const directories = {
  list: operation({
    id: 'directories.list',
    method: 'GET',
    path: '/directories',
    summary: 'Lists directories.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery, organization: organizationId.optional() }),
    result: page(directory),
  }),
  read: operation({
    id: 'directories.read',
    method: 'GET',
    path: '/directories/{directory}',
    summary: 'Reads one directory.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: directory,
    versioned: true,
  }),
  create: operation({
    id: 'directories.create',
    method: 'POST',
    path: '/directories',
    summary: 'Creates a directory. The uid is made from the name unless given, and never changes.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({ name, uid: uid.optional(), organization: organizationId }),
    result: directory,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'directories.update',
    method: 'PATCH',
    path: '/directories/{directory}',
    summary: 'Renames or archives a directory. One that a portal uses cannot be archived.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({ name: name.optional(), status: status.optional() }),
    result: directory,
    versioned: true,
  }),
}
