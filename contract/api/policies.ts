import { z } from 'zod'
import { connectionId } from '../ids.ts'
import { policy } from '../policy.ts'
import { accountReference, instant } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const storedPolicy = z
  .strictObject({
    /** The connection's policy version; sign-ins record the one that decided them. */
    version: z.int(),
    policy,
    createdAt: instant,
    createdBy: accountReference.nullable(),
  })
  .meta({ id: 'StoredPolicy' })
export type StoredPolicy = z.infer<typeof storedPolicy>

const params = z.strictObject({ connection: connectionId })

export const policies = {
  read: operation({
    id: 'policies.read',
    method: 'GET',
    path: '/connections/{connection}/policy',
    summary: 'Reads the policy in force.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: storedPolicy,
    versioned: true,
  }),
  replace: operation({
    id: 'policies.replace',
    method: 'PUT',
    path: '/connections/{connection}/policy',
    summary: 'Puts a new version of the policy in force. Every uid and name in it must exist.',
    access: 'configuration:write',
    organizationScoped: true,
    params,
    body: policy,
    result: storedPolicy,
    versioned: true,
  }),
  versions: operation({
    id: 'policies.versions',
    method: 'GET',
    path: '/connections/{connection}/policy/versions',
    summary: 'Lists every version that was ever in force, newest first.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    query: z.strictObject({ ...pageQuery }),
    result: page(storedPolicy),
  }),
}
