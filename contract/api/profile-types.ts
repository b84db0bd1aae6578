import { z } from 'zod'
import { profileTypeId, uid } from '../ids.ts'
import { configured, name, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const category = z.enum(['employee', 'non_employee', 'organization', 'assignment', 'other'])
/** Uids of the attributes that build a profile's name, in order. */
const naming = z.array(uid).max(10)

export const profileType = z
  .strictObject({ id: profileTypeId, ...configured, category, naming, status })
  .meta({ id: 'ProfileType' })
export type ProfileType = z.infer<typeof profileType>

const params = z.strictObject({ profileType: profileTypeId })

export const profileTypes = {
  list: operation({
    id: 'profileTypes.list',
    method: 'GET',
    path: '/profile-types',
    summary: 'Lists profile types.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery }),
    result: page(profileType),
  }),
  read: operation({
    id: 'profileTypes.read',
    method: 'GET',
    path: '/profile-types/{profileType}',
    summary: 'Reads one profile type.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: profileType,
    versioned: true,
  }),
  create: operation({
    id: 'profileTypes.create',
    method: 'POST',
    path: '/profile-types',
    summary: 'Creates a profile type. The uid is made from the name unless given, and never changes.',
    access: 'configuration:write',
    body: z.strictObject({ name, uid: uid.optional(), category, naming: naming.default([]) }),
    result: profileType,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'profileTypes.update',
    method: 'PATCH',
    path: '/profile-types/{profileType}',
    summary: 'Changes or archives a profile type. Names of existing profiles stay until their next change.',
    access: 'configuration:write',
    params,
    body: z.strictObject({
      name: name.optional(),
      category: category.optional(),
      naming: naming.optional(),
      status: status.optional(),
    }),
    result: profileType,
    versioned: true,
  }),
}
