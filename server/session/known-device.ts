import { timingSafeEqual } from 'node:crypto'
import type { TenantId } from '@postern/contract/ids.ts'
import type { KeyRing } from '../platform/key-ring.ts'

/**
 * The device cookie (OWASP "device cookies"): proof that somebody signed in as this login from this browser before.
 * It opens nothing; it only gives the browser a counter of its own, so that strangers who fail on purpose cannot
 * delay the owner. `nonce.keyId.mac`, where the mac covers tenant, login and nonce.
 */
export function deviceCookie(keys: KeyRing, tenant: TenantId, login: string, nonce: string): string {
  return `${nonce}.${keys.current}.${mac(keys, tenant, login, nonce, keys.current).toString('base64url')}`
}

/** The device's nonce when the cookie is ours and for this login, otherwise null. */
export function knownDevice(
  keys: KeyRing,
  tenant: TenantId,
  login: string,
  cookie: string | null,
): string | null {
  const [nonce, keyId, code, ...rest] = cookie?.split('.') ?? []
  if (!nonce || !keyId || !code || rest.length > 0) return null
  const given = Buffer.from(code, 'base64url')
  try {
    const expected = mac(keys, tenant, login, nonce, keyId)
    return given.length === expected.length && timingSafeEqual(given, expected) ? nonce : null
  } catch {
    // made under a key that is no longer in the ring
    return null
  }
}

const mac = (keys: KeyRing, tenant: TenantId, login: string, nonce: string, keyId: string) =>
  keys.derive('known device', JSON.stringify([tenant, login, nonce]), keyId)
