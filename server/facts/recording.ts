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
import type { Recording } from '@postern/core/redact.ts'
import { z } from 'zod'

const time = z.string().transform(text => new Date(text))
const state = z.enum(['active', 'disabled', 'archived'])
const texts = z.record(z.string(), z.string())

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

const claims = z.object({
  connection: connectionId,
  issuer: z.string(),
  subject: z.string(),
  email: z.object({ value: z.string(), verified: z.boolean() }).nullable(),
  attributes: z.record(z.string(), z.array(z.string())),
})

const facts = z.object({
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
  attributes: z.record(
    z.string(),
    z.object({
      kind: z.enum(['text', 'area', 'email', 'date']),
      identifier: z.boolean(),
      archived: z.boolean(),
    }),
  ),
})

/** A decided sign-in as `attempts.detail` keeps it, redacted: enough to decide it again. */
export const recordedSignIn = z.object({
  policyVersion: z.int(),
  decidedAt: time,
  ids: z.object({ account: accountId, profile: profileId }),
  claims,
  facts,
})
export type RecordedSignIn = z.infer<typeof recordedSignIn>

// what is kept is what deciding needs; a fact added to the core and forgotten here does not compile
recordedSignIn satisfies z.ZodType<Recording>
