import type { ProfileId } from '@postern/contract/ids.ts'
import type { Provisioning } from '../decide.ts'
import type { ProfileFact } from '../facts.ts'
import { mapAttributes } from '../mapping/attributes.ts'
import { profileName } from '../mapping/profile-name.ts'
import { own } from '../own.ts'
import { Refused } from '../refused.ts'
import type { Draft } from './draft.ts'

/** Refuses when a profile must not sign in: archived, Terminated, or past its end date. */
export function checkProfile(profile: ProfileFact, now: Date): void {
  if (profile.archived) throw new Refused('profile.archived')
  if (profile.status === 'Terminated') throw new Refused('profile.terminated')
  if (profile.accessEndsAt !== null && profile.accessEndsAt <= now) throw new Refused('profile.ended')
}

/** Creates the profile policy asks for and returns its id. Refuses when policy creates none. */
export function createProfile(input: Provisioning, draft: Draft): ProfileId {
  const { claims, policy, facts, ids } = input
  if (!policy.profileCreation) throw new Refused('profile.missing', { rule: 'profileCreation' })
  const type = policy.profileType === null ? null : facts.profileType
  if (!type || type.archived) {
    throw new Refused('profile-type.unknown', {
      rule: 'profileType',
      values: { type: policy.profileType ?? '' },
    })
  }
  const { attributes, identifiers, match } = mapAttributes(input, draft)
  draft.because('profile.create', { rule: 'profileCreation' })
  draft.change({
    do: 'profile.create',
    profile: ids.profile,
    type: type.id,
    organization: facts.portal.organization,
    name: profileName(type.naming, attributes, claims, policy),
    attributes,
    identifiers,
    latch: match,
  })
  return ids.profile
}

/** Brings a profile's mapped attributes to what the claims say; nothing when they agree already. */
export function updateProfile(input: Provisioning, draft: Draft, profile: ProfileFact): void {
  const { attributes, identifiers } = mapAttributes(input, draft)
  const changed = Object.fromEntries(
    Object.entries(attributes).filter(([uid, value]) => own(profile.attributes, uid) !== value),
  )
  if (Object.keys(changed).length === 0) return
  const renamed = profile.naming.some(uid => Object.hasOwn(changed, uid))
  const name = renamed
    ? profileName(profile.naming, { ...profile.attributes, ...changed }, input.claims, input.policy)
    : null
  draft.change({
    do: 'profile.set',
    profile: profile.id,
    type: profile.type,
    version: profile.version,
    name: name === profile.name ? null : name,
    attributes: changed,
    identifiers: identifiers.filter(identifier => Object.hasOwn(changed, identifier.attribute)),
  })
}
