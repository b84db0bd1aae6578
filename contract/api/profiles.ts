import { z } from 'zod'
import { accountId, directoryId, organizationId, profileId, profileTypeId, uid } from '../ids.ts'
import { accountStatus } from './accounts.ts'
import { instant, provenance, reference } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const profileStatus = z.enum(['Active', 'Inactive', 'On Leave', 'Terminated'])

const summary = {
  id: profileId,
  name: z.string(),
  profileType: reference(profileTypeId),
  organization: reference(organizationId),
  status: profileStatus,
  archived: z.boolean(),
  /** The last day of access, in the profile's time zone. */
  endDate: z.iso.date().nullable(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
}

export const profileSummary = z.strictObject(summary).meta({ id: 'ProfileSummary' })
export type ProfileSummary = z.infer<typeof profileSummary>

export const profile = z
  .strictObject({
    ...summary,
    timeZone: z.string(),
    attributes: z.array(
      z.strictObject({
        uid,
        name: z.string(),
        value: z.string(),
        /** People may be matched by it. */
        identifier: z.boolean(),
        setBy: provenance.nullable(),
      }),
    ),
    accounts: z.array(
      z.strictObject({
        id: accountId,
        login: z.string(),
        status: accountStatus,
        directory: reference(directoryId),
      }),
    ),
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof profile>

export const profiles = {
  list: operation({
    id: 'profiles.list',
    method: 'GET',
    path: '/profiles',
    summary: 'Lists profiles, newest first. Search finds beginnings of words of their names.',
    access: 'people:read',
    organizationScoped: true,
    query: z.strictObject({
      ...pageQuery,
      search: z.string().trim().max(200).optional(),
      organization: organizationId.optional(),
      profileType: profileTypeId.optional(),
      status: profileStatus.optional(),
    }),
    result: page(profileSummary),
  }),
  read: operation({
    id: 'profiles.read',
    method: 'GET',
    path: '/profiles/{profile}',
    summary: 'Reads one profile: its attributes, who set each, and its accounts.',
    access: 'people:read',
    organizationScoped: true,
    params: z.strictObject({ profile: profileId }),
    result: profile,
    versioned: true,
  }),
}
