import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Keys for what must be readable again: client secrets, bind passwords, TOTP seeds. `[newest, older…]`: the first
 * seals, every one opens, so a key is replaced by putting a new one in front and removing the old one later.
 */
export interface KeyRing {
  /** Seals text for one purpose; `context` (tenant, connection) must be the same to open it. */
  seal(plain: string, context: string): string
  /** @throws SealBroken when no key opens it, or it belongs to another context */
  open(sealed: string, context: string): string
  /** A 256-bit value derived from a public input, for one purpose, under the key named by `keyId`. */
  derive(purpose: string, input: string, keyId: string): Buffer
  /** Id of the newest key. */
  readonly current: string
}

export class SealBroken extends Error {
  override name = 'SealBroken'
  constructor() {
    super('A stored secret cannot be opened with the configured keys (POSTERN_KEYS).')
  }
}

/** @param keys 32-byte keys, newest first; at least one */
export function keyRing(keys: readonly [Buffer, ...Buffer[]]): KeyRing {
  const byId = new Map(keys.map(key => [keyId(key), key]))
  const current = keyId(keys[0])
  const named = (id: string): Buffer => {
    const key = byId.get(id)
    if (!key) throw new SealBroken()
    return key
  }
  return {
    current,
    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sub(named(current), 'seal'), nonce)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${current}.${nonce.toString('base64url')}.${body.toString('base64url')}`
    },
    open(sealed, context) {
      const [version, id, nonce, body] = sealed.split('.')
      if (version !== 'v1' || !id || !nonce || !body) throw new SealBroken()
      return unseal(
        sub(named(id), 'seal'),
        Buffer.from(nonce, 'base64url'),
        Buffer.from(body, 'base64url'),
        context,
      )
    },
    derive(purpose, input, id) {
      return Buffer.from(hkdfSync('sha256', named(id), Buffer.from(input), `postern ${purpose}`, 32))
    },
  }
}

function unseal(key: Buffer, nonce: Buffer, body: Buffer, context: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(body.subarray(-16))
    return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]).toString('utf8')
  } catch {
    throw new SealBroken()
  }
}

const sub = (key: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', key, '', `postern ${purpose}`, 32))
const keyId = (key: Buffer) =>
  createHash('sha256').update('postern key id').update(key).digest('hex').slice(0, 8)
