import {
  accountId,
  connectionId,
  directoryId,
  organizationId,
  portalId,
  profileId,
} from '@postern/contract/ids.ts'
import { z } from 'zod'
import { accountFact, catalogueFacts, flowFact, profileFact, state } from './fact-schemas.ts'

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
  flow: flowFact.extend({ browserHash: z.string(), returnTo: z.string() }).nullable(),
  linked: accountId.nullable(),
  matched: z.array(profileId),
  accounts: z.array(accountFact.extend({ profile: profileId.nullable(), linkedElsewhere: z.boolean() })),
  profiles: z.array(profileFact),
  ...catalogueFacts,
})
export type FactsRow = z.infer<typeof factsRow>
