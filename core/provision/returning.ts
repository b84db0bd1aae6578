import type { AccountId } from '@postern/contract/ids.ts'
import type { AccountProperty } from '@postern/contract/policy.ts'
import type { Provisioning } from '../decide.ts'
import type { AccountFact } from '../facts.ts'
import { mayLinkByEmail } from '../matching/email.ts'
import { Refused } from '../refused.ts'
import { mapProperties } from './account.ts'
import type { Draft } from './draft.ts'
import type { Person } from './identify.ts'
import { subject } from './newcomer.ts'
import { checkProfile, createProfile, updateProfile } from './profile.ts'

/** An account that exists: linked on first use, given a profile where policy wants one, kept equal to its claims. */
export function returning(
  input: Provisioning,
  draft: Draft,
  person: Extract<Person, { is: 'known' }>,
): { id: AccountId; opensPortal: boolean } {
  const { account } = person
  if (account.status === 'suspended') throw new Refused('account.suspended')
  if (account.status === 'withdrawn') throw new Refused('account.withdrawn')
  if (!person.linked) {
    draft.because('account.link', { rule: 'match' })
    draft.change({
      do: 'link.create',
      account: account.id,
      connection: input.facts.connection.id,
      ...subject(input),
    })
  }
  const gained = settleProfile(input, draft, person)
  updateAccount(input, draft, account, gained)
  return account
}

/** Returns the profile the account is given, or null when it keeps what it has (rows 5–8 of the truth table). */
function settleProfile(
  input: Provisioning,
  draft: Draft,
  { account, profile }: Extract<Person, { is: 'known' }>,
) {
  const existing = account.profile ?? profile
  if (existing) {
    checkProfile(existing, input.now)
    updateProfile(input, draft, existing)
    return account.profile ? null : existing.id
  }
  return input.policy.registration ? createProfile(input, draft) : null
}

function updateAccount(
  input: Provisioning,
  draft: Draft,
  account: AccountFact,
  profile: Extract<ReturnType<typeof settleProfile>, string> | null,
): void {
  const mapped = mapProperties(input, draft)
  const properties = Object.fromEntries(
    Object.entries(mapped).filter(([property, value]) => account[property as AccountProperty] !== value),
  ) as Partial<Record<AccountProperty, string>>
  const verifies =
    !account.emailVerified &&
    mapped.email !== undefined &&
    mayLinkByEmail(input.claims, mapped.email, input.facts.connection.trustedDomains) === 'email.verified'
  if (Object.keys(properties).length === 0 && profile === null && !verifies) return
  // an address that changed is verified only by who changed it
  const emailVerified =
    properties.email === undefined ? account.emailVerified || verifies : verifiedNow(input, properties.email)
  draft.change({
    do: 'account.set',
    account: account.id,
    version: account.version,
    properties,
    emailVerified,
    profile,
  })
}

function verifiedNow({ claims, facts }: Provisioning, email: string): boolean {
  return mayLinkByEmail(claims, email, facts.connection.trustedDomains) === 'email.verified'
}
