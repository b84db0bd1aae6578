import type { SignInStep } from '@postern/contract/api/session.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import type { RelyingParty } from '../session/passkeys.ts'

/** A browser at the console's door, as its request describes it. Nothing here is proof of anything. */
export interface Visitor {
  readonly tenant: TenantId
  /** Network address, behind trusted proxies the forwarded one. */
  readonly address: string
  /** The device cookie. */
  readonly device: string | null
  /** Browser and system, from User-Agent. */
  readonly agent: string
  /** The console session it has already: replaced when it signs in again. */
  readonly session: string | null
  readonly party: RelyingParty
}

/** A step of signing in, and what the browser is given when it was the last. */
export interface StepTaken {
  readonly step: SignInStep
  readonly opened: Opened | null
}

/** Cookies to set. */
export interface Opened {
  readonly token: string
  readonly device: string
  readonly expiresAt: Date
}
