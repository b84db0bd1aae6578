import type { Refusal, RefusalCode } from '@postern/contract/reasons.ts'
import * as client from 'openid-client'

const claimRefusals = new Map<string, RefusalCode>([
  ['nonce', 'oidc.nonce'],
  ['iss', 'oidc.issuer'],
  ['aud', 'oidc.audience'],
  ['azp', 'oidc.audience'],
  ['exp', 'oidc.expired'],
  ['iat', 'oidc.expired'],
  ['nbf', 'oidc.expired'],
])

/** What the library says where it gives no code of its own; the first that fits. Tests hold them to the pinned version. */
const messages: readonly (readonly [RegExp, RefusalCode, string])[] = [
  [/"state" response parameter|response parameter "state"/, 'oidc.state', 'response'],
  [/"iss" \(issuer\) response parameter|response parameter "iss"/, 'oidc.issuer', 'response'],
  [/JWT signature|"alg" header|JWT header|as\.jwks_uri|parse JWT/i, 'oidc.signature', 'id token'],
  [/discovered metadata issuer/, 'oidc.issuer', 'discovery'],
]

/**
 * Translates what the library reports into our reason codes, with the step an administrator can look at.
 * @param step where it happened, for what does not tell by itself
 */
export function refusalOf(error: unknown, step = 'token'): Refusal {
  if (error instanceof client.AuthorizationResponseError) {
    const received = describe(error.error, error.error_description)
    return { refused: 'oidc.provider-error', step: 'authorization', received }
  }
  if (error instanceof client.ResponseBodyError) {
    return { refused: 'oidc.exchange', step, received: describe(error.error, error.error_description) }
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    return { refused: 'oidc.exchange', step, received: String(error.status) }
  }
  if (error instanceof client.ClientError) return clientRefusal(error, step)
  const received = error instanceof Error ? error.message.slice(0, 300) : ''
  return { refused: 'oidc.unreachable', step: 'network', received }
}

function clientRefusal(error: client.ClientError, step: string): Refusal {
  // the client's own message is general; the particulars are in its cause
  const inner = error.cause instanceof Error ? error.cause.message : ''
  const message = inner === '' || inner === error.message ? error.message : `${error.message}: ${inner}`
  const received = describe(message)
  if (error.code === 'OAUTH_TIMEOUT') return { refused: 'oidc.unreachable', step: 'network', received }
  if (error.code === 'OAUTH_KEY_SELECTION_FAILED')
    return { refused: 'oidc.signature', step: 'id token', received }
  const ofClaim = claimRefusals.get(claimIn(inner))
  if (ofClaim) return { refused: ofClaim, step: 'id token', received }
  const known = messages.find(([pattern]) => pattern.test(message))
  return known
    ? { refused: known[1], step: known[2], received }
    : { refused: 'oidc.exchange', step, received }
}

/** The claim that a message is about: `JWT "exp" (expiration time) claim missing`. */
const claimIn = (message: string) => /"(\w+)"(?: \([^)]*\))? claim/.exec(message)?.[1] ?? ''

const describe = (what: string, more?: string) => (more ? `${what}: ${more}` : what).slice(0, 300)
