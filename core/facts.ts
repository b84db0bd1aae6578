import type {
  AccountId,
  ConnectionId,
  DirectoryId,
  FlowId,
  LocationId,
  OrganizationId,
  PortalId,
  ProfileId,
  ProfileTypeId,
  RoleId,
  UserTypeId,
} from '@postern/contract/ids.ts'

/** What is true now of one sign-in: the answers to `Questions`, read in one statement. */
export interface Facts {
  readonly portal: {
    readonly id: PortalId
    readonly state: 'active' | 'disabled' | 'archived'
    readonly organization: OrganizationId
    readonly directory: DirectoryId
  }
  readonly connection: {
    readonly id: ConnectionId
    readonly state: 'active' | 'disabled' | 'archived'
    readonly trustedDomains: readonly string[]
  }
  readonly flow: FlowFact | null
  /** The account the subject is linked to. */
  readonly linked: AccountFact | null
  /** Profiles of the portal's organization with the match value, at most two: one more than can be decided. */
  readonly matches: readonly MatchFact[]
  /** The account of this directory that has the candidate login. */
  readonly loginOwner: AccountId | null
  readonly profileType: {
    readonly id: ProfileTypeId
    readonly archived: boolean
    readonly naming: readonly string[]
  } | null
  readonly role: RoleFact | null
  readonly location: { readonly id: LocationId } | null
  /** Attribute uid to what is known of it; unknown ones are absent. */
  readonly attributes: Readonly<Record<string, AttributeFact>>
}

export interface FlowFact {
  readonly id: FlowId
  readonly connection: ConnectionId
  readonly expiresAt: Date
}

export interface AttributeFact {
  readonly kind: 'text' | 'area' | 'email' | 'date'
  readonly identifier: boolean
  readonly archived: boolean
}

export interface RoleFact {
  readonly id: RoleId
  readonly userType: UserTypeId
  readonly exclusive: boolean
  readonly opensPortal: boolean
}

export interface ProfileFact {
  readonly id: ProfileId
  readonly type: ProfileTypeId
  readonly naming: readonly string[]
  readonly name: string
  readonly status: 'Active' | 'Inactive' | 'On Leave' | 'Terminated'
  readonly archived: boolean
  /** The instant at which access ends: local midnight after the end date. Null when there is none. */
  readonly accessEndsAt: Date | null
  readonly attributes: Readonly<Record<string, string>>
  readonly version: number
}

export interface AccountFact {
  readonly id: AccountId
  readonly status: 'pending' | 'active' | 'suspended' | 'withdrawn'
  readonly firstName: string
  readonly lastName: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly version: number
  readonly profile: ProfileFact | null
  /** Whether any of the account's roles opens the portal of this sign-in. */
  readonly opensPortal: boolean
}

/** A profile that has the match value, with its account in this portal's directory. */
export interface MatchFact {
  readonly profile: ProfileFact
  readonly account: AccountFact | null
  /** Whether this connection links that account to another subject already. */
  readonly linkedElsewhere: boolean
}
