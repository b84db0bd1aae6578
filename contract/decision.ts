import type {
  AccountId,
  ConnectionId,
  DirectoryId,
  LocationId,
  OrganizationId,
  ProfileId,
  ProfileTypeId,
  RoleId,
  UserTypeId,
} from './ids.ts'
import type { AccountProperty } from './policy.ts'
import type { ExplanationCode, Reason, RefusalCode } from './reasons.ts'

/** One step of what a decision changes: the currency between `decide`, `apply`, previews and undo. */
export type Change =
  | {
      readonly do: 'profile.create'
      readonly profile: ProfileId
      readonly type: ProfileTypeId
      readonly organization: OrganizationId
      readonly name: string
      readonly attributes: Readonly<Record<string, string>>
      readonly identifiers: readonly Identifier[]
      /** The match value this profile is created for; two creations for one value cannot both commit. */
      readonly latch: Identifier | null
    }
  | {
      readonly do: 'profile.set'
      readonly profile: ProfileId
      readonly type: ProfileTypeId
      readonly version: number
      /** The new name, when a naming attribute changed. */
      readonly name: string | null
      readonly attributes: Readonly<Record<string, string>>
      readonly identifiers: readonly Identifier[]
    }
  | {
      readonly do: 'account.create'
      readonly account: AccountId
      readonly directory: DirectoryId
      readonly organization: OrganizationId
      readonly profile: ProfileId | null
      readonly login: string
      readonly properties: Readonly<Partial<Record<AccountProperty, string>>>
      readonly emailVerified: boolean
      readonly location: LocationId | null
    }
  | {
      readonly do: 'account.set'
      readonly account: AccountId
      readonly version: number
      readonly properties: Readonly<Partial<Record<AccountProperty, string>>>
      readonly emailVerified: boolean
      /** The profile the account is given, when it had none. */
      readonly profile: ProfileId | null
    }
  | {
      readonly do: 'link.create'
      readonly account: AccountId
      readonly connection: ConnectionId
      readonly issuer: string
      readonly subject: string
    }
  | {
      readonly do: 'role.grant'
      readonly account: AccountId
      readonly role: RoleId
      readonly userType: UserTypeId
      readonly exclusive: boolean
    }

/** A value people may be matched by: attribute uid and its trimmed text. */
export interface Identifier {
  readonly attribute: string
  readonly value: string
}

/** What policy makes of claims. A refusal changes nothing and is recorded like any other decision. */
export type Decision =
  | {
      readonly outcome: 'admit'
      readonly account: AccountId
      readonly changes: readonly Change[]
      readonly because: readonly Reason<ExplanationCode>[]
    }
  | {
      readonly outcome: 'refuse' | 'review'
      readonly reason: RefusalCode
      readonly changes: readonly []
      /** The refusal last, preceded by what led to it. */
      readonly because: readonly Reason[]
    }

/** One word for a decision, for lists and pictures. Derived, never read by `apply`. */
export type DecisionKind = 'create' | 'link' | 'update' | 'unchanged' | 'review' | 'refuse'

export function kindOf(decision: Decision): DecisionKind {
  if (decision.outcome !== 'admit') return decision.outcome
  const does = (kind: Change['do']) => decision.changes.some(change => change.do === kind)
  if (does('account.create')) return 'create'
  if (does('link.create')) return 'link'
  return decision.changes.length > 0 ? 'update' : 'unchanged'
}
