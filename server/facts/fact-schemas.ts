import {
  accountId,
  connectionId,
  flowId,
  locationId,
  profileId,
  profileTypeId,
  roleId,
  userTypeId,
} from '@postern/contract/ids.ts'
import { z } from 'zod'

/** Facts as JSON spells them: in the row a sign-in reads, and in the recording it leaves behind. */
export const time = z
  .string()
  .transform(text => new Date(text))
  .refine(date => !Number.isNaN(date.getTime()), 'not a time')

export const state = z.enum(['active', 'disabled', 'archived'])

/** An object with any keys, `__proto__` too: a claim may be called anything, and zod's record drops that one. */
export const named = <Schema extends z.ZodType>(value: Schema) =>
  z
    .preprocess(
      given =>
        typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : given,
      z.array(z.tuple([z.string(), value])),
    )
    .transform((entries): Record<string, z.output<Schema>> => Object.fromEntries(entries))

export const texts = named(z.string())

export const flowFact = z.object({ id: flowId, connection: connectionId, expiresAt: time })

export const profileFact = z.object({
  id: profileId,
  type: profileTypeId,
  naming: z.array(z.string()),
  name: z.string(),
  status: z.enum(['Active', 'Inactive', 'On Leave', 'Terminated']),
  archived: z.boolean(),
  accessEndsAt: time.nullable(),
  attributes: texts,
  version: z.int(),
})

/** An account without its profile: the row names it by id, the recording holds it. */
export const accountFact = z.object({
  id: accountId,
  status: z.enum(['pending', 'active', 'suspended', 'withdrawn']),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  version: z.int(),
  opensPortal: z.boolean(),
})

/** What the policy's names stand for. */
export const catalogueFacts = {
  loginOwner: accountId.nullable(),
  profileType: z.object({ id: profileTypeId, archived: z.boolean(), naming: z.array(z.string()) }).nullable(),
  role: z
    .object({ id: roleId, userType: userTypeId, exclusive: z.boolean(), opensPortal: z.boolean() })
    .nullable(),
  location: z.object({ id: locationId }).nullable(),
  attributes: named(
    z.object({
      kind: z.enum(['text', 'area', 'email', 'date']),
      identifier: z.boolean(),
      archived: z.boolean(),
    }),
  ),
}
