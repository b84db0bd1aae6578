import type { ShownChange } from '@postern/contract/api/fields.ts'
import type { Simulation } from '@postern/contract/api/simulate.ts'
import type { Change, Decision } from '@postern/contract/decision.ts'
import type { AccountProperty } from '@postern/contract/policy.ts'
import type { AccountFact, Facts, ProfileFact } from '@postern/core/facts.ts'
import type { ChangeNames } from '../facts/change-names.ts'

/** Changes as before → after, one line per value, in the order they would be made. What has no name shows its id. */
export function shownChanges(
  decision: Decision,
  facts: Facts,
  { attributes: named, roles, locations }: ChangeNames = { attributes: {}, roles: {}, locations: {} },
): ShownChange[] {
  return decision.changes
    .flatMap(change => shownChange(change, facts))
    .map(shown => {
      if (shown.entity === 'profile') return { ...shown, label: named[shown.field] ?? shown.label }
      const names = shown.entity === 'role' ? roles : shown.entity === 'location' ? locations : null
      return names && shown.after ? { ...shown, after: names[shown.after] ?? shown.after } : shown
    })
}

/** What has to be looked up to name the changes of a decision. */
export function unnamed(decision: Decision) {
  const attributes: string[] = []
  const roles: string[] = []
  const locations: string[] = []
  for (const change of decision.changes as readonly Change[]) {
    if ('attributes' in change) attributes.push(...Object.keys(change.attributes))
    if (change.do === 'role.grant') roles.push(change.role)
    if (change.do === 'account.create' && change.location) locations.push(change.location)
  }
  return { attributes, roles, locations }
}

/** Whom a decision is about: found in the facts, or made by it and without an id yet. */
export function personOf(decision: Decision, facts: Facts): Simulation['person'] {
  const changes: readonly Change[] = decision.changes
  const newAccount = changes.find(change => change.do === 'account.create')
  const newProfile = changes.find(change => change.do === 'profile.create')
  const account = facts.linked ?? facts.matches[0]?.account ?? null
  const profile = account?.profile ?? facts.matches[0]?.profile ?? null
  return {
    account: newAccount
      ? { id: null, login: newAccount.login }
      : account && { id: account.id, login: account.email ?? nameOf(account) },
    profile: newProfile
      ? { id: null, name: newProfile.name }
      : profile && { id: profile.id, name: profile.name },
  }
}

const nameOf = ({ firstName, lastName }: AccountFact) => `${firstName} ${lastName}`.trim()

const propertyLabels: Record<AccountProperty, string> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
}

function shownChange(change: Change, facts: Facts): ShownChange[] {
  switch (change.do) {
    case 'profile.create':
      return [
        { entity: 'profile', does: 'create', field: 'name', label: 'Name', before: null, after: change.name },
        ...attributes(change.attributes, 'create', null),
      ]
    case 'profile.set': {
      const before = profiles(facts).find(profile => profile.id === change.profile) ?? null
      const renamed: ShownChange[] =
        change.name === null
          ? []
          : [
              {
                entity: 'profile',
                does: 'set',
                field: 'name',
                label: 'Name',
                before: before?.name ?? null,
                after: change.name,
              },
            ]
      return [...renamed, ...attributes(change.attributes, 'set', before)]
    }
    case 'account.create':
      return [
        {
          entity: 'account',
          does: 'create',
          field: 'login',
          label: 'Login',
          before: null,
          after: change.login,
        },
        ...properties(change.properties, 'create', null),
        ...location(change.location),
      ]
    case 'account.set': {
      const before = accounts(facts).find(account => account.id === change.account) ?? null
      return properties(change.properties, 'set', before)
    }
    case 'link.create':
      return [
        {
          entity: 'link',
          does: 'link',
          field: 'subject',
          label: 'Subject',
          before: null,
          after: change.subject,
        },
      ]
    case 'role.grant':
      return [
        { entity: 'role', does: 'grant', field: 'role', label: 'Role', before: null, after: change.role },
      ]
  }
}

function attributes(
  values: Readonly<Record<string, string>>,
  does: 'create' | 'set',
  before: ProfileFact | null,
): ShownChange[] {
  return Object.entries(values).map(([uid, after]) => ({
    entity: 'profile',
    does,
    field: uid,
    label: uid,
    before: before?.attributes[uid] ?? null,
    after,
  }))
}

const location = (id: string | null): ShownChange[] =>
  id === null
    ? []
    : [{ entity: 'location', does: 'create', field: 'location', label: 'Location', before: null, after: id }]

function properties(
  values: Readonly<Partial<Record<AccountProperty, string>>>,
  does: 'create' | 'set',
  before: AccountFact | null,
): ShownChange[] {
  return (Object.keys(values) as AccountProperty[]).map(property => ({
    entity: 'account',
    does,
    field: property,
    label: propertyLabels[property],
    before: before?.[property] ?? null,
    after: values[property] ?? null,
  }))
}

const accounts = (facts: Facts): AccountFact[] =>
  [facts.linked, ...facts.matches.map(match => match.account)].filter(account => account !== null)

const profiles = (facts: Facts): ProfileFact[] => [
  ...facts.matches.map(match => match.profile),
  ...accounts(facts).flatMap(account => account.profile ?? []),
]
