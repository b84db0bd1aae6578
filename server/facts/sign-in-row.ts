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
import { z } from 'zod'

const time = z.string().transform(text => new Date(text))
const state = z.enum(['active', 'disabled', 'archived'])

/** The row that the sign-in facts statement answers: JSONB, so it is parsed at this boundary. */
export const factsRow = z.object({
  door: z
    .object({
      connection: connectionId,
      connection_state: state,
      trusted_domains: z.array(z.string()),
      connection_version: z.int(),
      policy_version: z.int(),
      portal: portalId,
      portal_state: state,
      organization_id: organizationId,
      directory_id: directoryId,
      portal_version: z.int(),
      lifetime_hours: z.int(),
    })
    .nullable(),
  flow: z
    .object({
      id: flowId,
      connection: connectionId,
      expiresAt: time,
      browserHash: z.string(),
      returnTo: z.string(),
    })
    .nullable(),
  linked: accountId.nullable(),
  matched: z.array(profileId),
  accounts: z.array(
    z.object({
      id: accountId,
      status: z.enum(['pending', 'active', 'suspended', 'withdrawn']),
      firstName: z.string(),
      lastName: z.string(),
      email: z.string().nullable(),
      emailVerified: z.boolean(),
      version: z.int(),
      profile: profileId.nullable(),
      opensPortal: z.boolean(),
      linkedElsewhere: z.boolean(),
    }),
  ),
  profiles: z.array(
    z.object({
      id: profileId,
      type: profileTypeId,
      naming: z.array(z.string()),
      name: z.string(),
      status: z.enum(['Active', 'Inactive', 'On Leave', 'Terminated']),
      archived: z.boolean(),
      accessEndsAt: time.nullable(),
      attributes: z.record(z.string(), z.string()),
      version: z.int(),
    }),
  ),
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
export type FactsRow = z.infer<typeof factsRow>
