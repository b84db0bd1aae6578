import type { Claims } from '@postern/contract/claims.ts'
import type { AccountId, ProfileId } from '@postern/contract/ids.ts'
import type { Policy } from '@postern/contract/policy.ts'
import type { Provisioning } from '@postern/core/decide.ts'
import type { AccountFact, Facts, MatchFact, ProfileFact } from '@postern/core/facts.ts'
import { physicianPolicy } from './hospital.ts'

/** An id of any kind that reads as its number: equal numbers, equal ids. */
export const idOf = <Id extends string>(number: number): Id =>
  `00000000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id

export const now = new Date('2026-11-21T12:00:00Z')
const later = new Date('2026-11-21T12:10:00Z')

export const claims: Claims = {
  connection: idOf(3),
  issuer: 'https://idp.example.test/saml',
  subject: 'person-1',
  email: { value: 'amara.okafor@mercy.example', verified: true },
  attributes: {
    npi: ['1093817465'],
    firstName: ['Amara'],
    lastName: ['Okafor'],
    email: ['amara.okafor@mercy.example'],
    department: ['Cardiology'],
  },
}

/** A stranger before the physicians' portal: no account, no profile, everything in order. */
export const strangerFacts: Facts = {
  portal: { id: idOf(1), state: 'active', organization: idOf(2), directory: idOf(4) },
  connection: { id: idOf(3), state: 'active', trustedDomains: ['mercy.example'] },
  flow: { id: idOf(5), connection: idOf(3), expiresAt: later },
  linked: null,
  matches: [],
  loginOwner: null,
  profileType: { id: idOf(6), archived: false, naming: [] },
  role: { id: idOf(7), userType: idOf(8), exclusive: false, opensPortal: true },
  location: { id: idOf(9) },
  attributes: {
    npi: { kind: 'text', identifier: true, archived: false },
    department: { kind: 'text', identifier: false, archived: false },
  },
}

export const profile: ProfileFact = {
  id: idOf(20),
  type: idOf(6),
  naming: [],
  name: 'Amara Okafor',
  status: 'Active',
  archived: false,
  accessEndsAt: null,
  attributes: { npi: '1093817465', department: 'Cardiology' },
  version: 1,
}

export const account: AccountFact = {
  id: idOf(21),
  status: 'active',
  firstName: 'Amara',
  lastName: 'Okafor',
  email: 'amara.okafor@mercy.example',
  emailVerified: true,
  version: 1,
  profile: null,
  opensPortal: true,
}

export const matched = (change: Partial<MatchFact> = {}): MatchFact => ({
  profile,
  account: null,
  linkedElsewhere: false,
  ...change,
})

/** What a case changes; everything else is as for the stranger. */
export interface Given {
  readonly policy?: Partial<Policy>
  readonly facts?: Partial<Facts>
  readonly claims?: Partial<Claims>
}

export const newIds: Provisioning['ids'] = { account: idOf<AccountId>(50), profile: idOf<ProfileId>(51) }

export function provisioning(given: Given = {}): Provisioning {
  return {
    claims: { ...claims, ...given.claims },
    policy: { ...physicianPolicy, ...given.policy },
    facts: { ...strangerFacts, ...given.facts },
    now,
    ids: newIds,
  }
}

/** Claims with some attributes replaced, or taken away by null. */
export function withAttributes(changes: Readonly<Record<string, readonly string[] | null>>): Partial<Claims> {
  const entries = Object.entries({ ...claims.attributes, ...changes })
  return {
    attributes: Object.fromEntries(
      entries.filter((entry): entry is [string, readonly string[]] => entry[1] !== null),
    ),
  }
}
