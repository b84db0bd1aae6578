import type { Change, Identifier } from '@postern/contract/decision.ts'
import type { StampId } from '@postern/contract/ids.ts'
import { loginKey } from '@postern/core/questions.ts'
import { searchTerms } from '@postern/core/search-terms.ts'

/** Changes as rows for the set-based write, one list a table. Sorted by key where two transactions could meet. */
export interface Rows {
  links: object[]
  latches: object[]
  identifiers: object[]
  newProfiles: object[]
  setProfiles: object[]
  newAccounts: object[]
  setAccounts: object[]
  grants: object[]
  terms: object[]
}

/** Turns changes into rows; `stamp` says who set what they set. Pure. */
export function rowsOf(changes: readonly Change[], stamp: StampId): Rows {
  const rows: Rows = {
    links: [],
    latches: [],
    identifiers: [],
    newProfiles: [],
    setProfiles: [],
    newAccounts: [],
    setAccounts: [],
    grants: [],
    terms: [],
  }
  for (const change of changes) add(rows, change, stamp)
  return rows
}

function add(rows: Rows, change: Change, stamp: StampId): void {
  switch (change.do) {
    case 'profile.create':
      rows.newProfiles.push({
        id: change.profile,
        type: change.type,
        organization: change.organization,
        name: change.name,
        attributes: change.attributes,
        provenance: { '*': stamp },
      })
      if (change.latch) {
        const { organization, type, profile } = change
        rows.latches.push({ organization, type, profile, ...change.latch })
      }
      rows.identifiers.push(...identifierRows(change, change.identifiers))
      rows.terms.push(
        ...terms('profile', change.profile, change.name, ...change.identifiers.map(entry => entry.value)),
      )
      return
    case 'profile.set':
      rows.setProfiles.push({
        id: change.profile,
        version: change.version,
        name: change.name,
        attributes: change.attributes,
        provenance: Object.fromEntries(Object.keys(change.attributes).map(uid => [uid, stamp])),
      })
      rows.identifiers.push(...identifierRows(change, change.identifiers))
      rows.terms.push(
        ...terms('profile', change.profile, change.name, ...change.identifiers.map(entry => entry.value)),
      )
      return
    case 'account.create':
      rows.newAccounts.push({
        id: change.account,
        directory: change.directory,
        organization: change.organization,
        profile: change.profile,
        login: change.login,
        login_key: loginKey(change.login),
        email: change.properties.email ?? null,
        email_key: change.properties.email === undefined ? null : loginKey(change.properties.email),
        email_verified: change.emailVerified,
        first_name: change.properties.firstName ?? '',
        last_name: change.properties.lastName ?? '',
        location: change.location,
        provenance: { '*': stamp },
      })
      rows.terms.push(...terms('account', change.account, change.login, ...Object.values(change.properties)))
      return
    case 'account.set':
      rows.setAccounts.push({
        id: change.account,
        version: change.version,
        profile: change.profile,
        email: change.properties.email ?? null,
        email_key: change.properties.email === undefined ? null : loginKey(change.properties.email),
        email_verified: change.emailVerified,
        first_name: change.properties.firstName ?? null,
        last_name: change.properties.lastName ?? null,
        provenance: Object.fromEntries(Object.keys(change.properties).map(property => [property, stamp])),
      })
      rows.terms.push(...terms('account', change.account, ...Object.values(change.properties)))
      return
    case 'link.create':
      rows.links.push({
        connection: change.connection,
        issuer: change.issuer,
        subject: change.subject,
        account: change.account,
      })
      return
    case 'role.grant':
      rows.grants.push({
        account: change.account,
        role: change.role,
        type: change.userType,
        exclusive: change.exclusive,
      })
      return
    default:
      change satisfies never
  }
}

const identifierRows = (change: { profile: string; type: string }, identifiers: readonly Identifier[]) =>
  identifiers.map(({ attribute, value }) => ({
    attribute,
    value,
    profile: change.profile,
    type: change.type,
  }))

const terms = (entity: 'account' | 'profile', id: string, ...texts: (string | null | undefined)[]) =>
  searchTerms(...texts).map(term => ({ entity, term, id }))
