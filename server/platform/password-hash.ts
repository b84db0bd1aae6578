import { hash, type Options, verify } from '@node-rs/argon2'

/**
 * Argon2id as OWASP recommends (19 MiB, two passes, one lane). The functions are asynchronous: the work happens on
 * libuv's threads, never inside a transaction, because the embedded database has one connection.
 */
// Argon2id is the package's default algorithm; its enum cannot be named under isolated modules
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'

/** Longer ones are refused everywhere: never truncated, and no cheap way to keep the server busy. */
export const longestPassword = 1_000

/** Hash of a password for `credentials.secret`. */
export function hashPassword(password: string): Promise<string> {
  if (password.length > longestPassword) throw new RangeError('The password is longer than allowed.')
  return hash(canonical(password), cost)
}

/**
 * Whether a password is the hashed one. Costs the same when there is no hash, so that the time of an answer does
 * not tell whether the account exists.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobody()), canonical(password.slice(0, longestPassword)))
  return right && stored !== null && password.length <= longestPassword
}

/** Whether a hash was made with lesser parameters and should be renewed now that the password is at hand. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(currentPrefix)

let dummy: Promise<string> | undefined
function nobody(): Promise<string> {
  dummy ??= hash('nobody', cost)
  return dummy
}

/** One spelling for what keyboards compose differently (NIST SP 800-63B 3.1.1.2). */
const canonical = (password: string) => password.normalize('NFKC')
