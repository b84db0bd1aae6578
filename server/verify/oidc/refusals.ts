import type { Refusal, RefusalCode } from '@postern/contract/reasons.ts'
import * as client from 'openid-client'

const claimRefusals: Readonly<Record<string, RefusalCode>> = {
  nonce: 'oidc.nonce',
  iss: 'oidc.issuer',
  aud: 'oidc.audience',
  azp: 'oidc.audience',
  exp: 'oidc.expired',
  iat: 'oidc.expired',
  nbf: 'oidc.expired',
}

/** Translates what the library reports into our reason codes, with the step an administrator can look at. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof client.AuthorizationResponseError) {
    return {
      refused: 'oidc.provider-error',
      step: 'authorization',
      received: describe(error.error, error.error_description),
    }
  }
  if (error instanceof client.ResponseBodyError) {
    return {
      refused: 'oidc.exchange',
      step: 'token',
      received: describe(error.error, error.error_description),
    }
  }
  if (error instanceof client.WWWAuthenticateChallengeError)
    return { refused: 'oidc.exchange', step: 'token', received: String(error.status) }
  if (error instanceof client.ClientError) return clientRefusal(error)
  return {
    refused: 'oidc.unreachable',
    step: 'network',
    received: error instanceof Error ? error.message.slice(0, 300) : '',
  }
}

function clientRefusal(error: client.ClientError): Refusal {
  const cause = causeOf(error)
  const claim = typeof cause.claim === 'string' ? cause.claim : null
  const received = describe(error.message, claim ?? undefined)
  switch (error.code) {
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return { refused: (claim && claimRefusals[claim]) || 'oidc.signature', step: 'id token', received }
    case 'OAUTH_INVALID_RESPONSE':
      return /signature/i.test(error.message)
        ? { refused: 'oidc.signature', step: 'id token', received }
        : /"?iss"?/.test(error.message)
          ? { refused: 'oidc.issuer', step: 'response', received }
          : /state/i.test(error.message)
            ? { refused: 'oidc.state', step: 'response', received }
            : { refused: 'oidc.exchange', step: 'response', received }
    case 'OAUTH_KEY_SELECTION_FAILED':
    case 'OAUTH_PARSE_ERROR':
      return { refused: 'oidc.signature', step: 'id token', received }
    case 'OAUTH_TIMEOUT':
      return { refused: 'oidc.unreachable', step: 'network', received }
    default:
      return { refused: 'oidc.exchange', step: 'token', received }
  }
}

function causeOf(error: client.ClientError): Record<string, unknown> {
  const { cause } = error
  if (typeof cause === 'object' && cause !== null && !(cause instanceof Error))
    return cause as Record<string, unknown>
  const inner = cause instanceof Error ? cause.cause : undefined
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
}

const describe = (what: string, more?: string) => (more ? `${what}: ${more}` : what).slice(0, 300)
