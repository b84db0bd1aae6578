import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type KeyRing, SealBroken } from '../platform/key-ring.ts'

/** RFC 8410: the fixed bytes before a raw Ed25519 seed in PKCS #8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const domain = Buffer.from('postern audit head v1\n')

/**
 * The signing key that belongs to one key of the ring. It is derived and never stored, so that whoever owns the
 * database cannot sign.
 * @throws SealBroken when the ring has no such key
 */
function signingKey(keys: KeyRing, keyId: string): KeyObject {
  const seed = keys.derive('audit signing', 'v1', keyId)
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}

/** Signs a segment's hash with the newest key. */
export function signHash(keys: KeyRing, hash: Buffer): { signature: Buffer; keyId: string } {
  const keyId = keys.current
  return { signature: sign(null, Buffer.concat([domain, hash]), signingKey(keys, keyId)), keyId }
}

/** `unknown-key`: the key has left the ring, so nothing can be said. */
export function checkSignature(
  keys: KeyRing,
  segment: { hash: Buffer; signature: Buffer; keyId: string },
): 'valid' | 'invalid' | 'unknown-key' {
  try {
    const key = createPublicKey(signingKey(keys, segment.keyId))
    return verify(null, Buffer.concat([domain, segment.hash]), key, segment.signature) ? 'valid' : 'invalid'
  } catch (error) {
    if (error instanceof SealBroken) return 'unknown-key'
    throw error
  }
}

/** SPKI DER of the public half. @throws SealBroken */
export function publicKeyOf(keys: KeyRing, keyId: string): Buffer {
  return createPublicKey(signingKey(keys, keyId)).export({ type: 'spki', format: 'der' })
}
