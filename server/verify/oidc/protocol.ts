import { type KeyRing, SealBroken } from '../../platform/key-ring.ts'
import type { SignInProtocol } from '../protocol.ts'
import { authorizationUrl } from './authorization-request.ts'
import { type FlowSecrets, flowSecrets } from './flow-secrets.ts'
import { type OidcAccess, type OidcSettings, openProvider } from './provider.ts'
import { verifyOidcCallback } from './verify.ts'

/**
 * Sets an OIDC connection up: reads its discovery document.
 * @throws when the provider cannot be reached or used
 */
export async function oidcProtocol(
  settings: OidcSettings & { uid: string },
  access: OidcAccess,
  keys: KeyRing,
): Promise<SignInProtocol> {
  const provider = await openProvider(settings, access)
  return {
    begin: token => authorizationUrl(provider, flowSecrets(token, settings.uid, keys)),
    async verify(answer) {
      if (answer.by !== 'oidc-callback') return { refused: 'oidc.state', step: 'binding' }
      const secrets = ownSecrets(answer.state, settings.uid, keys)
      if (!secrets) return { refused: 'oidc.state', step: 'state', received: 'a state that is not ours' }
      return verifyOidcCallback(answer.query, provider, secrets)
    },
  }
}

function ownSecrets(state: string, uid: string, keys: KeyRing): FlowSecrets | null {
  try {
    return flowSecrets(state, uid, keys)
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
