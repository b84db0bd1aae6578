import type { Level, Scope } from '@postern/contract/access.ts'
import type { AccountId, ApiKeyId, OrganizationId, SessionId } from '@postern/contract/ids.ts'

/** Who calls the API. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'administrator'
      readonly account: AccountId
      readonly session: SessionId
      readonly level: Level
      readonly scopes: readonly Scope[]
      /** Null: all organizations. */
      readonly organizations: readonly OrganizationId[] | null
    }
  | {
      readonly kind: 'api_key'
      readonly key: ApiKeyId
      readonly scopes: readonly Scope[]
      readonly organizations: null
    }
