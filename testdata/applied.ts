import type { Change } from '@postern/contract/decision.ts'
import type { AccountFact, Facts, ProfileFact } from '@postern/core/facts.ts'

/** What `apply` makes of changes, without a database: the facts the next sign-in of the same person would read. */
export function applied(facts: Facts, changes: readonly Change[]): Facts {
  return changes.reduce(applyOne, facts)
}

function applyOne(facts: Facts, change: Change): Facts {
  switch (change.do) {
    case 'profile.create':
      return withProfile(facts, {
        id: change.profile,
        type: change.type,
        naming: facts.profileType?.naming ?? [],
        name: change.name,
        status: 'Active',
        archived: false,
        accessEndsAt: null,
        attributes: change.attributes,
        version: 1,
      })
    case 'profile.set':
      return withProfile(facts, setProfile(profileOf(facts, change.profile), change))
    case 'account.create':
      return {
        ...facts,
        loginOwner: change.account,
        linked: {
          id: change.account,
          status: 'active',
          firstName: change.properties.firstName ?? '',
          lastName: change.properties.lastName ?? '',
          email: change.properties.email ?? null,
          emailVerified: change.emailVerified,
          version: 1,
          profile: change.profile === null ? null : profileOf(facts, change.profile),
          opensPortal: false,
        },
      }
    case 'account.set':
      return withAccount(facts, change.account, known => ({
        ...known,
        ...change.properties,
        emailVerified: change.emailVerified,
        profile: change.profile === null ? known.profile : profileOf(facts, change.profile),
        version: known.version + 1,
      }))
    case 'link.create':
      return { ...facts, linked: accountOf(facts, change.account) }
    case 'role.grant':
      return withAccount(facts, change.account, known => ({
        ...known,
        opensPortal: known.opensPortal || (facts.role?.opensPortal ?? false),
      }))
  }
}

function setProfile(known: ProfileFact, change: Extract<Change, { do: 'profile.set' }>): ProfileFact {
  return {
    ...known,
    name: change.name ?? known.name,
    attributes: { ...known.attributes, ...change.attributes },
    version: known.version + 1,
  }
}

/** Puts a profile wherever it stands, and among the matches when it is new. */
function withProfile(facts: Facts, profile: ProfileFact): Facts {
  const isIt = (other: ProfileFact | null) => other?.id === profile.id
  const inAccount = (known: AccountFact) => (isIt(known.profile) ? { ...known, profile } : known)
  const standing = facts.matches.some(match => isIt(match.profile)) || isIt(facts.linked?.profile ?? null)
  return {
    ...facts,
    linked: facts.linked && inAccount(facts.linked),
    matches: [
      ...facts.matches.map(match => ({
        ...match,
        profile: isIt(match.profile) ? profile : match.profile,
        account: match.account && inAccount(match.account),
      })),
      ...(standing ? [] : [{ profile, account: null, linkedElsewhere: false }]),
    ],
  }
}

function withAccount(facts: Facts, id: string, change: (known: AccountFact) => AccountFact): Facts {
  const at = (known: AccountFact | null) => (known?.id === id ? change(known) : known)
  return {
    ...facts,
    linked: at(facts.linked),
    matches: facts.matches.map(match => ({ ...match, account: at(match.account) })),
  }
}

function accountOf(facts: Facts, id: string): AccountFact {
  const found = [facts.linked, ...facts.matches.map(match => match.account)].find(known => known?.id === id)
  if (!found) throw new Error(`a change names an account that is not there: ${id}`)
  return found
}

function profileOf(facts: Facts, id: string): ProfileFact {
  const places = [facts.linked?.profile, ...facts.matches.map(match => match.profile)]
  const found = places.find(known => known?.id === id)
  if (!found) throw new Error(`a change names a profile that is not there: ${id}`)
  return found
}
