import type { Profile, ProfileSummary, profiles } from '@postern/contract/api/profiles.ts'
import type { z } from 'zod'
import type { Page } from '../db/paging.ts'
import { readProfile } from '../facts/profile-detail.ts'
import { listProfiles } from '../facts/profile-list.ts'
import type { Services } from '../services.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { reading } from './change.ts'

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof profiles.list.query>,
): Promise<Page<ProfileSummary>> {
  return reading(services, caller, tx => listProfiles(tx, caller.organizations, query))
}

export function read(services: Services, caller: Caller, id: string): Promise<Profile> {
  return reading(services, caller, async tx => {
    const profile = found(await readProfile(tx, id))
    requireReach(caller, profile.organization.id)
    return profile
  })
}
