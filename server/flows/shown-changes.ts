import type { ShownChange } from '@postern/contract/api/fields.ts'
import type { Simulation } from '@postern/contract/api/simulate.ts'
import type { Change, Decision } from '@postern/contract/decision.ts'
import type { AccountProperty } from '@postern/contract/policy.ts'
import type { AccountFact, Facts, ProfileFact } from '@postern/core/facts.ts'

/** Changes as before → after, one line per value, in the order they would be made. */
export function shownChanges(decision: Decision, facts: Facts): ShownChange[] {
  return decision.changes.flatMap(change => shownChange(change, facts))
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
