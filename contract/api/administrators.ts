import { z } from 'zod'
import { level } from '../access.ts'
import { accountId, organizationId } from '../ids.ts'
import { nothing, operation, page, pageQuery } from './operation.ts'
import { email, label, secondFactor } from './session.ts'

export const administrator = z
  .strictObject({
    /** An administrator is an account of the home organization: this is the account's id. */
    id: accountId,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    level,
    /** Null: all organizations. */
    organizations: z.array(organizationId).nullable(),
    /** `pending` until the password was set. */
    status: z.enum(['pending', 'active', 'suspended']),
    /** Kinds of second factor set up. */
    factors: z.array(secondFactor),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Administrator' })
export type Administrator = z.infer<typeof administrator>

/** A one-time link to set a password; mailed, and returned here for handing over by another way. */
export const invitation = z
  .strictObject({ link: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'AdministratorInvitation' })
export type Invitation = z.infer<typeof invitation>

const params = z.strictObject({ administrator: accountId })
const organizations = z
  .array(organizationId)
  .min(1, 'Name at least one organization, or none to mean all.')
  .max(1_000)
  .nullable()

export const administrators = {
  list: operation({
    id: 'administrators.list',
    method: 'GET',
    path: '/administrators',
    summary: 'Lists administrators.',
    access: 'administrators:read',
    query: z.strictObject(pageQuery),
    result: page(administrator),
  }),
  read: operation({
    id: 'administrators.read',
    method: 'GET',
    path: '/administrators/{administrator}',
    summary: 'Reads one administrator.',
    access: 'administrators:read',
    params,
    result: administrator,
    versioned: true,
  }),
  create: operation({
    id: 'administrators.create',
    method: 'POST',
    path: '/administrators',
    summary:
      'Invites an administrator by a one-time link. Without an idempotency key, because the answer holds a secret: a second call for the address answers 409.',
    access: 'administrators:write',
    body: z.strictObject({
      email,
      firstName: label.min(1, 'Tell the first name.'),
      lastName: label.min(1, 'Tell the last name.'),
      level,
      organizations: organizations.default(null),
    }),
    result: z.strictObject({ administrator, invitation }),
    status: 201,
  }),
  update: operation({
    id: 'administrators.update',
    method: 'PATCH',
    path: '/administrators/{administrator}',
    summary:
      'Changes level, organizations, name or status. Suspending ends sessions and stops keys at once. One active owner must remain.',
    access: 'administrators:write',
    params,
    body: z.strictObject({
      firstName: label.min(1).optional(),
      lastName: label.min(1).optional(),
      level: level.optional(),
      organizations: organizations.optional(),
      status: z.enum(['active', 'suspended']).optional(),
    }),
    result: administrator,
    versioned: true,
  }),
  invite: operation({
    id: 'administrators.invite',
    method: 'POST',
    path: '/administrators/{administrator}/invitation',
    summary:
      'Makes a new one-time link to set a password; earlier links stop working. With `forgetFactors` the second factors are removed and sessions end, for somebody who lost their device.',
    access: 'administrators:write',
    params,
    body: z.strictObject({ forgetFactors: z.boolean().default(false) }),
    result: invitation,
    status: 201,
  }),
  remove: operation({
    id: 'administrators.remove',
    method: 'DELETE',
    path: '/administrators/{administrator}',
    summary: 'Takes the console level away. The account stays. The last active owner cannot be removed.',
    access: 'administrators:write',
    params,
    result: nothing,
    status: 204,
  }),
}
