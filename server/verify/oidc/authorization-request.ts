import * as client from 'openid-client'
import type { FlowSecrets } from './flow-secrets.ts'
import type { OidcProvider } from './provider.ts'

/** The address that takes a browser to the provider: authorization code with PKCE S256, state and nonce. */
export function authorizationUrl(provider: OidcProvider, secrets: FlowSecrets): string {
  return client.buildAuthorizationUrl(provider.configuration, {
    redirect_uri: provider.redirectUri,
    scope: provider.scopes.join(' '),
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: secrets.codeChallenge,
    code_challenge_method: 'S256',
  }).href
}
