import type { AttemptId } from './ids.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The short id a person reads to an administrator: eight characters (Crockford base 32) from the random end of the
 * attempt's UUIDv7, so it needs no counter and says nothing about time or number of sign-ins.
 */
export function shortIdOf(attempt: AttemptId): string {
  let bits = BigInt(`0x${attempt.replaceAll('-', '').slice(-10)}`)
  let text = ''
  for (let place = 0; place < 8; place++) {
    text = alphabet[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
