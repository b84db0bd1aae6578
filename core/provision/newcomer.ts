import type { AccountId } from '@postern/contract/ids.ts'
import type { Provisioning } from '../decide.ts'
import { mayLinkByEmail } from '../matching/email.ts'
import { candidateLogin } from '../questions.ts'
import { Refused } from '../refused.ts'
import { mapProperties } from './account.ts'
import type { Draft } from './draft.ts'
import type { Person } from './identify.ts'
import { checkProfile, createProfile, updateProfile } from './profile.ts'

/** An account for somebody who has none: for their profile, or with a profile that policy creates (seed 000). */
export function newcomer(
  input: Provisioning,
  draft: Draft,
  person: Extract<Person, { is: 'new' }>,
): { id: AccountId; opensPortal: boolean } {
  const { claims, policy, facts, ids } = input
  if (person.profile) {
    checkProfile(person.profile, input.now)
    updateProfile(input, draft, person.profile)
  }
  const profile = person.profile?.id ?? createProfile(input, draft)
  const login = candidateLogin(claims, policy)
  if (login === null) throw new Refused('login.missing', { rule: 'properties.email' })
  if (facts.loginOwner !== null) throw new Refused('login.taken', { values: { login } })
  const properties = mapProperties(input, draft)
  draft.because('account.create', { rule: 'registration' })
  draft.change({
    do: 'account.create',
    account: ids.account,
    directory: facts.portal.directory,
    organization: facts.portal.organization,
    profile,
    login,
    properties,
    emailVerified:
      mayLinkByEmail(claims, properties.email ?? '', facts.connection.trustedDomains) === 'email.verified',
    location: defaultLocation(input, draft),
  })
  draft.change({
    do: 'link.create',
    account: ids.account,
    connection: facts.connection.id,
    ...subject(input),
  })
  return { id: ids.account, opensPortal: grantDefaultRole(input, draft) }
}

/** The identity key without the connection. */
export function subject({ claims }: Provisioning): { issuer: string; subject: string } {
  return { issuer: claims.issuer, subject: claims.subject }
}

function defaultLocation({ policy, facts }: Provisioning, draft: Draft) {
  const name = policy.defaults.location
  if (name === null) return null
  if (!facts.location) throw new Refused('location.unknown', { rule: 'defaults.location', values: { name } })
  draft.because('default.location', { rule: 'defaults.location', values: { name } })
  return facts.location.id
}

function grantDefaultRole({ policy, facts, ids }: Provisioning, draft: Draft): boolean {
  const wanted = policy.defaults.role
  if (wanted === null) return false
  const values = { 'user type': wanted.userType, role: wanted.role }
  if (!facts.role) throw new Refused('role.unknown', { rule: 'defaults.role', values })
  const { id: role, userType, exclusive, opensPortal } = facts.role
  draft.because('default.role', { rule: 'defaults.role', values })
  draft.change({ do: 'role.grant', account: ids.account, role, userType, exclusive })
  return opensPortal
}
