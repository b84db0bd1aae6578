import { z } from 'zod'
import { portalId, roleId, uid, userTypeId } from '../ids.ts'
import { configured, name, reference, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

/** Names of identity-provider groups that stand for the role, compared exactly. */
const idpGroups = z.array(z.string().trim().min(1).max(400)).max(200)
const opened = z.array(portalId).max(200)

export const role = z
  .strictObject({
    id: roleId,
    ...configured,
    userType: reference(userTypeId),
    /** Portals it opens. */
    portals: z.array(reference(portalId)),
    idpGroups,
    builtIn: z.boolean(),
    status,
  })
  .meta({ id: 'Role' })
export type Role = z.infer<typeof role>

const params = z.strictObject({ role: roleId })

export const roles = {
  list: operation({
    id: 'roles.list',
    method: 'GET',
    path: '/roles',
    summary: 'Lists roles with the portals they open.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery, userType: userTypeId.optional() }),
    result: page(role),
  }),
  read: operation({
    id: 'roles.read',
    method: 'GET',
    path: '/roles/{role}',
    summary: 'Reads one role.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: role,
    versioned: true,
  }),
  create: operation({
    id: 'roles.create',
    method: 'POST',
    path: '/roles',
    summary: 'Creates a role of a user type.',
    access: 'configuration:write',
    body: z.strictObject({
      name,
      uid: uid.optional(),
      userType: userTypeId,
      portals: opened.default([]),
      idpGroups: idpGroups.default([]),
    }),
    result: role,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'roles.update',
    method: 'PATCH',
    path: '/roles/{role}',
    summary: 'Changes a role: its name, the portals it opens, its identity-provider groups, its status.',
    access: 'configuration:write',
    params,
    body: z.strictObject({
      name: name.optional(),
      portals: opened.optional(),
      idpGroups: idpGroups.optional(),
      status: status.optional(),
    }),
    result: role,
    versioned: true,
  }),
}
