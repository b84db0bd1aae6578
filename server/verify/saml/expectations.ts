import type { KeyObject } from 'node:crypto'
import type { ConnectionId } from '@postern/contract/ids.ts'
import type { Refusal } from '@postern/contract/reasons.ts'
import type { Assertion, Confirmation, Envelope } from './read-response.ts'

/** What a response through one connection must be like. Compiled once per version of the connection. */
export interface Expectations {
  readonly connection: ConnectionId
  readonly idpEntityId: string
  /** Public keys of the configured certificates; empty refuses everything. */
  readonly keys: readonly KeyObject[]
  readonly spEntityId: string
  readonly acsUrl: string
  readonly wantResponseSigned: boolean
  readonly toleranceMilliseconds: number
}

export interface Checked {
  readonly envelope: Envelope
  readonly assertion: Assertion
  /** The bearer confirmation in use: the first, as everything but recipient and time is equal in practice. */
  readonly confirmation: Confirmation | null
  readonly expected: Expectations
  readonly now: Date
}

/** One check: null when it holds. */
export type Check = (checked: Checked) => Refusal | null
