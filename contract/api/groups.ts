import { z } from 'zod'
import { groupId, organizationId, uid } from '../ids.ts'
import { configured, name, reference, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const group = z
  .strictObject({
    id: groupId,
    ...configured,
    /** Null: a group of the whole tenant. */
    organization: reference(organizationId).nullable(),
    builtIn: z.boolean(),
    status,
  })
  .meta({ id: 'Group' })
export type Group = z.infer<typeof group>

const params = z.strictObject({ group: groupId })

export const groups = {
  list: operation({
    id: 'groups.list',
    method: 'GET',
    path: '/groups',
    summary: 'Lists groups.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery, organization: organizationId.optional() }),
    result: page(group),
  }),
  read: operation({
    id: 'groups.read',
    method: 'GET',
    path: '/groups/{group}',
    summary: 'Reads one group.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: group,
    versioned: true,
  }),
  create: operation({
    id: 'groups.create',
    method: 'POST',
    path: '/groups',
    summary: 'Creates a group, of one organization or of the whole tenant.',
    access: 'configuration:write',
    organizationScoped: true,
    body: z.strictObject({
      name,
      uid: uid.optional(),
      organization: organizationId.nullable().default(null),
    }),
    result: group,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'groups.update',
    method: 'PATCH',
    path: '/groups/{group}',
    summary: 'Renames or archives a group. Built-in ones cannot be archived.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: z.strictObject({ name: name.optional(), status: status.optional() }),
    result: group,
    versioned: true,
  }),
}
