import { createHash } from 'node:crypto'
import { brandVerified, type VerifiedSignIn } from '@postern/contract/claims.ts'
import { isRefusal, type Refusal } from '@postern/contract/reasons.ts'
import { isStorable } from '@postern/contract/storable.ts'
import * as client from 'openid-client'
import type { FlowSecrets } from './flow-secrets.ts'
import type { OidcProvider } from './provider.ts'
import { readAttributes } from './read-attributes.ts'
import { refusalOf } from './refusals.ts'

/**
 * Exchanges the code of a callback and reads who signed in. State, nonce, PKCE, issuer, audience, signature and
 * times are checked by openid-client; the issuer's user info is merged under the id token.
 * @param query the callback's query string, without `?`
 */
export async function verifyOidcCallback(
  query: string,
  provider: OidcProvider,
  secrets: FlowSecrets,
): Promise<VerifiedSignIn | Refusal> {
  const callback = new URL(provider.redirectUri)
  callback.search = query
  try {
    const tokens = await client.authorizationCodeGrant(provider.configuration, callback, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    })
    const idToken = tokens.claims()
    if (!idToken || !tokens.id_token)
      return { refused: 'oidc.exchange', step: 'token', expected: 'an id token' }
    const unfit = unfitToken(idToken, provider)
    if (unfit) return unfit
    const userInfo = await fetchUserInfo(provider, tokens.access_token, idToken.sub)
    return isRefusal(userInfo) ? userInfo : signIn(provider, secrets, tokens.id_token, idToken, userInfo.says)
  } catch (error) {
    return refusalOf(error)
  }
}

/** What the library leaves to us: a party it was issued to beside a single audience, and a subject we can keep. */
function unfitToken({ azp, sub }: client.IDToken, { clientId }: OidcProvider): Refusal | null {
  const step = 'id token'
  if (azp !== undefined && azp !== clientId)
    return {
      refused: 'oidc.audience',
      step,
      expected: clientId,
      received: `azp ${String(azp)}`.slice(0, 300),
    }
  if (sub.trim() !== '' && Buffer.byteLength(sub) <= 1_000 && isStorable(sub)) return null
  return {
    refused: 'oidc.exchange',
    step,
    expected: 'a sub of 1 to 1,000 bytes',
    received: `${Buffer.byteLength(sub)} bytes`,
  }
}

/** In an object of its own: what a provider says of a person must not be taken for a refusal. */
async function fetchUserInfo(
  { configuration }: OidcProvider,
  accessToken: string,
  subject: string,
): Promise<{ readonly says: object } | Refusal> {
  if (!configuration.serverMetadata().userinfo_endpoint) return { says: {} }
  try {
    return { says: await client.fetchUserInfo(configuration, accessToken, subject) }
  } catch (error) {
    return refusalOf(error, 'user info')
  }
}

function signIn(
  provider: OidcProvider,
  secrets: FlowSecrets,
  rawIdToken: string,
  idToken: client.IDToken,
  userInfo: object,
): VerifiedSignIn {
  // what the id token says is signed, so it stands over what user info says
  const claims: Record<string, unknown> = { ...userInfo, ...idToken }
  const email =
    typeof claims.email === 'string' && isStorable(claims.email) && claims.email.trim() !== ''
      ? claims.email.trim()
      : null
  return {
    claims: brandVerified({
      connection: provider.connection,
      issuer: idToken.iss,
      subject: idToken.sub,
      // only a boolean true counts: "true" as text is what providers send who never verified anything
      email: email === null ? null : { value: email, verified: claims.email_verified === true },
      attributes: readAttributes(claims),
    }),
    flowToken: secrets.state,
    assertion: {
      id: createHash('sha256').update(rawIdToken).digest('base64url'),
      expiresAt: new Date(idToken.exp * 1_000),
    },
    upstream: {},
  }
}
