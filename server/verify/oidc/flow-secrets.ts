import { createHash } from 'node:crypto'
import type { KeyRing } from '../../platform/key-ring.ts'

/** What an authorization request and its callback must agree on, derived from the flow token (see docs/decisions). */
export interface FlowSecrets {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly codeChallenge: string
}

/**
 * Derives state, nonce and PKCE verifier of one sign-in. The token names the key it was made under, so that
 * sign-ins in flight survive a key rotation.
 * @throws SealBroken when the token names no key of the ring: it is not ours
 */
export function flowSecrets(token: string, connectionUid: string, keys: KeyRing): FlowSecrets {
  const keyId = token.split('.')[0] ?? ''
  const derive = (purpose: string) =>
    keys.derive(`oidc ${purpose}`, `${connectionUid} ${token}`, keyId).toString('base64url')
  const codeVerifier = derive('code verifier')
  return {
    state: token,
    nonce: derive('nonce'),
    codeVerifier,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  }
}
