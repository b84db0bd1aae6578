import type { Claims } from '@postern/contract/claims.ts'
import type { Change, Decision, Identifier } from '@postern/contract/decision.ts'
import type { Reason } from '@postern/contract/reasons.ts'
import type { Facts, ProfileFact } from './facts.ts'
import { standIns } from './stand-ins.ts'

/** What a sign-in was decided from, beside policy and time. */
export interface Recording {
  readonly claims: Claims
  readonly facts: Facts
}

/** Replaces personal values consistently across one sign-in. */
export interface Redaction {
  recording(recording: Recording): Recording
  decision(decision: Decision): Decision
  text(text: string): string
}

/**
 * A redaction for one sign-in. Deciding the redacted recording gives the redacted decision, so a recording can be
 * kept, explained and decided again without keeping anybody's data (a property test holds this).
 */
export function redaction(): Redaction {
  const text = standIns()
  return {
    text,
    recording: recording => ({
      claims: claimsOf(recording.claims, text),
      facts: factsOf(recording.facts, text),
    }),
    decision: decision => decisionOf(decision, text),
  }
}

type Text = (text: string) => string

function claimsOf(claims: Claims, text: Text): Claims {
  return {
    connection: claims.connection,
    issuer: claims.issuer,
    subject: text(claims.subject),
    email: claims.email && { ...claims.email, value: text(claims.email.value) },
    attributes: each(claims.attributes, values => values.map(text)),
  }
}

function factsOf(facts: Facts, text: Text): Facts {
  const profile = (fact: ProfileFact): ProfileFact => ({
    ...fact,
    name: text(fact.name),
    attributes: each(fact.attributes, text),
  })
  const account = <Fact extends NonNullable<Facts['linked']>>(fact: Fact): Fact => ({
    ...fact,
    firstName: text(fact.firstName),
    lastName: text(fact.lastName),
    email: fact.email === null ? null : text(fact.email),
    profile: fact.profile && profile(fact.profile),
  })
  return {
    ...facts,
    linked: facts.linked && account(facts.linked),
    matches: facts.matches.map(match => ({
      ...match,
      profile: profile(match.profile),
      account: match.account && account(match.account),
    })),
  }
}

function decisionOf(decision: Decision, text: Text): Decision {
  const because = decision.because.map(reason => reasonOf(reason, text))
  if (decision.outcome !== 'admit') return { ...decision, because }
  return { ...decision, changes: decision.changes.map(change => changeOf(change, text)), because } as Decision
}

/** In reasons, `value` and `login` come from people; every other value names something of the policy. */
function reasonOf<R extends Reason>(reason: R, text: Text): R {
  if (!reason.values) return reason
  const values = Object.fromEntries(
    Object.entries(reason.values).map(([name, value]) => [
      name,
      name === 'value' || name === 'login' ? text(value) : value,
    ]),
  )
  return { ...reason, values }
}

function changeOf(change: Change, text: Text): Change {
  const identifiers = (list: readonly Identifier[]) =>
    list.map(entry => ({ ...entry, value: text(entry.value) }))
  switch (change.do) {
    case 'profile.create':
      return {
        ...change,
        name: text(change.name),
        attributes: each(change.attributes, text),
        identifiers: identifiers(change.identifiers),
        latch: change.latch && { ...change.latch, value: text(change.latch.value) },
      }
    case 'profile.set':
      return {
        ...change,
        name: change.name === null ? null : text(change.name),
        attributes: each(change.attributes, text),
        identifiers: identifiers(change.identifiers),
      }
    case 'account.create':
      return { ...change, login: text(change.login), properties: each(change.properties, text) }
    case 'account.set':
      return { ...change, properties: each(change.properties, text) }
    case 'link.create':
      return { ...change, subject: text(change.subject) }
    case 'role.grant':
      return change
  }
}

function each<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
