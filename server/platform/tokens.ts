import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * SHA-256 of a token for storage and lookup. Tokens carry 256 random bits, so a fast hash is enough; passwords
 * and short codes go through Argon2id instead.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Compares two secrets in constant time; false for different lengths. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
