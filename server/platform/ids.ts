import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/** The only source of randomness for identifiers and tokens. */
export interface Ids {
  /** A UUIDv7: sorts by time of creation. The caller names the brand. */
  next<Id extends string>(): Id
  /** 256 random bits, base64url: tokens that are stored hashed. */
  token(): string
}

export const systemIds: Ids = {
  next: <Id extends string>() => v7() as Id,
  token: () => randomBytes(32).toString('base64url'),
}
