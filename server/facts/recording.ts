import type { Claims } from '@postern/contract/claims.ts'
import type { Change } from '@postern/contract/decision.ts'
import {
  accountId,
  connectionId,
  directoryId,
  flowId,
  locationId,
  organizationId,
  portalId,
  profileId,
  profileTypeId,
  roleId,
  userTypeId,
} from '@postern/contract/ids.ts'
import { accountProperty } from '@postern/contract/policy.ts'
import { isReasonCode, type Reason, type ReasonCode } from '@postern/contract/reasons.ts'
import type { Facts } from '@postern/core/facts.ts'
import { z } from 'zod'

const time = z
  .string()
  .transform(text => new Date(text))
  .refine(date => !Number.isNaN(date.getTime()), 'not a time')
const state = z.enum(['active', 'disabled', 'archived'])

/** An object with any keys, `__proto__` too: a claim may be called anything, and zod's record drops that one. */
const named = <Schema extends z.ZodType>(value: Schema) =>
  z
    .preprocess(
      given =>
        typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : given,
      z.array(z.tuple([z.string(), value])),
    )
    .transform((entries): Record<string, z.output<Schema>> => Object.fromEntries(entries))
const texts = named(z.string())

const claims: z.ZodType<Claims> = z.object({
  connection: connectionId,
  issuer: z.string(),
  subject: z.string(),
  email: z.object({ value: z.string(), verified: z.boolean() }).nullable(),
  attributes: named(z.array(z.string())),
})

const profile = z.object({
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

const account = z.object({
  id: accountId,
  status: z.enum(['pending', 'active', 'suspended', 'withdrawn']),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  version: z.int(),
  profile: profile.nullable(),
  opensPortal: z.boolean(),
})

const facts: z.ZodType<Facts> = z.object({
  portal: z.object({ id: portalId, state, organization: organizationId, directory: directoryId }),
  connection: z.object({ id: connectionId, state, trustedDomains: z.array(z.string()) }),
  flow: z.object({ id: flowId, connection: connectionId, expiresAt: time }).nullable(),
  linked: account.nullable(),
  matches: z.array(z.object({ profile, account: account.nullable(), linkedElsewhere: z.boolean() })),
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
})

const identifier = z.object({ attribute: z.string(), value: z.string() })
const properties = z.partialRecord(accountProperty, z.string())

const change: z.ZodType<Change> = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('profile.create'),
    profile: profileId,
    type: profileTypeId,
    organization: organizationId,
    name: z.string(),
    attributes: texts,
    identifiers: z.array(identifier),
    latch: identifier.nullable(),
  }),
  z.object({
    do: z.literal('profile.set'),
    profile: profileId,
    type: profileTypeId,
    version: z.int(),
    name: z.string().nullable(),
    attributes: texts,
    identifiers: z.array(identifier),
  }),
  z.object({
    do: z.literal('account.create'),
    account: accountId,
    directory: directoryId,
    organization: organizationId,
    profile: profileId.nullable(),
    login: z.string(),
    properties,
    emailVerified: z.boolean(),
    location: locationId.nullable(),
  }),
  z.object({
    do: z.literal('account.set'),
    account: accountId,
    version: z.int(),
    properties,
    emailVerified: z.boolean(),
    profile: profileId.nullable(),
  }),
  z.object({
    do: z.literal('link.create'),
    account: accountId,
    connection: connectionId,
    issuer: z.string(),
    subject: z.string(),
  }),
  z.object({
    do: z.literal('role.grant'),
    account: accountId,
    role: roleId,
    userType: userTypeId,
    exclusive: z.boolean(),
  }),
])

const reason = z
  .object({
    code: z.custom<ReasonCode>(code => typeof code === 'string' && isReasonCode(code), 'no reason code'),
    rule: z.string().optional(),
    values: texts.optional(),
  })
  // an absent member stays absent: decisions are compared
  .transform(
    ({ code, rule, values }): Reason => ({
      code,
      ...(rule === undefined ? {} : { rule }),
      ...(values === undefined ? {} : { values }),
    }),
  )

/**
 * What `attempts.detail` holds of a decided sign-in, with times revived: enough to decide it again. An attempt that
 * was refused before anything was decided holds something else and does not parse.
 */
export const recordedSignIn = z.object({
  policyVersion: z.int(),
  decidedAt: time,
  ids: z.object({ account: accountId, profile: profileId }),
  claims,
  facts,
  because: z.array(reason),
  changes: z.array(change),
})
export type RecordedSignIn = z.infer<typeof recordedSignIn>
