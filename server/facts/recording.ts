import type { Claims } from '@postern/contract/claims.ts'
import type { Change } from '@postern/contract/decision.ts'
import {
  accountId,
  connectionId,
  directoryId,
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
import {
  accountFact,
  catalogueFacts,
  flowFact,
  named,
  profileFact,
  state,
  texts,
  time,
} from './fact-schemas.ts'

const claims: z.ZodType<Claims> = z.object({
  connection: connectionId,
  issuer: z.string(),
  subject: z.string(),
  email: z.object({ value: z.string(), verified: z.boolean() }).nullable(),
  attributes: named(z.array(z.string())),
})

const account = accountFact.extend({ profile: profileFact.nullable() })

const facts: z.ZodType<Facts> = z.object({
  portal: z.object({ id: portalId, state, organization: organizationId, directory: directoryId }),
  connection: z.object({ id: connectionId, state, trustedDomains: z.array(z.string()) }),
  flow: flowFact.nullable(),
  linked: account.nullable(),
  matches: z.array(
    z.object({ profile: profileFact, account: account.nullable(), linkedElsewhere: z.boolean() }),
  ),
  ...catalogueFacts,
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
