import type { Scope } from '@postern/contract/access.ts'
import type { Actor } from '@postern/contract/events.ts'
import type { OrganizationId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'

/** Who asks a flow for something, and within which limits. Made by `http` or the CLI after authorization. */
export interface Caller {
  readonly tenant: TenantId
  /** Scheme, host and port of the tenant's addresses. */
  readonly origin: string
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  /** Null: all organizations. */
  readonly organizations: readonly OrganizationId[] | null
  /** Of a create that may be repeated safely. */
  readonly idempotency: Idempotency | null
}

export interface Idempotency {
  readonly key: string
  /** SHA-256 of method, path and body. */
  readonly requestHash: Buffer
  /** Status of the answer that is replayed. */
  readonly status: number
}

/** What was found, or 404. */
export function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Problem('resource.unknown')
  return item
}

/** Whether the caller's organizations include this one; rows of the whole tenant (null) need an unlimited caller. */
export function reaches(caller: Caller, organization: string | null): boolean {
  if (caller.organizations === null) return true
  return organization !== null && caller.organizations.some(id => id === organization)
}

/** @throws Problem authorization.denied for rows of organizations the caller is not limited to */
export function requireReach(caller: Caller, organization: string | null): void {
  if (!reaches(caller, organization)) throw new Problem('authorization.denied')
}
