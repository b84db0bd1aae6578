import { z } from 'zod'
import { decodeKey } from '../platform/key-text.ts'

/** `POSTERN_KEYS`: comma-separated 32-byte keys in base64, base64url or hex, newest first. */
export const keyList = (says: (wrong: string, mend: string) => string) =>
  z.string().transform((value, context): readonly [Buffer, ...Buffer[]] => {
    const parts = value.split(',').map(part => part.trim())
    const keys = parts.map(decodeKey)
    const bad = keys.indexOf(null)
    if (bad !== -1) {
      context.addIssue(
        says(
          `has a key that is not 32 bytes in base64 or hex (number ${bad + 1} of ${parts.length})`,
          'Make one with: openssl rand -base64 32',
        ),
      )
      return z.NEVER
    }
    const [first, ...rest] = keys.filter(key => key !== null)
    if (!first) return z.NEVER
    return [first, ...rest]
  })
