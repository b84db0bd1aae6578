import { z } from 'zod'
import { uid, userTypeId } from '../ids.ts'
import { configured, name, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const kinds = {
  /** Allows one role per account. */
  exclusive: z.boolean(),
  /** Its roles administer something; claims never grant them by default. */
  administrative: z.boolean(),
}

export const userType = z
  .strictObject({ id: userTypeId, ...configured, ...kinds, builtIn: z.boolean(), status })
  .meta({ id: 'UserType' })
export type UserType = z.infer<typeof userType>

const params = z.strictObject({ userType: userTypeId })

export const userTypes = {
  list: operation({
    id: 'userTypes.list',
    method: 'GET',
    path: '/user-types',
    summary: 'Lists user types.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery }),
    result: page(userType),
  }),
  read: operation({
    id: 'userTypes.read',
    method: 'GET',
    path: '/user-types/{userType}',
    summary: 'Reads one user type.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: userType,
    versioned: true,
  }),
  create: operation({
    id: 'userTypes.create',
    method: 'POST',
    path: '/user-types',
    summary: 'Creates a user type. Whether it is exclusive or administrative is fixed then, like its uid.',
    access: 'configuration:write',
    body: z.strictObject({
      name,
      uid: uid.optional(),
      exclusive: kinds.exclusive.default(false),
      administrative: kinds.administrative.default(false),
    }),
    result: userType,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'userTypes.update',
    method: 'PATCH',
    path: '/user-types/{userType}',
    summary:
      'Renames or archives a user type. Built-in ones, and ones with active roles, cannot be archived.',
    access: 'configuration:write',
    params,
    body: z.strictObject({ name: name.optional(), status: status.optional() }),
    result: userType,
    versioned: true,
  }),
}
