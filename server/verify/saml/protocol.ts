import type { SamlConfig } from '@postern/contract/connection-config.ts'
import type { ConnectionId } from '@postern/contract/ids.ts'
import type { SignInProtocol } from '../protocol.ts'
import { authnRequestUrl } from './authn-request.ts'
import type { Expectations } from './expectations.ts'
import { parseCertificate } from './metadata.ts'
import { verifySamlResponse } from './verify.ts'

export interface SamlAddresses {
  readonly spEntityId: string
  readonly acsUrl: string
}

/** Sets a SAML connection up: parses its certificates once. */
export function samlProtocol(
  connection: ConnectionId,
  config: SamlConfig,
  addresses: SamlAddresses,
): SignInProtocol {
  const expectations: Expectations = {
    connection,
    idpEntityId: config.entityId,
    keys: config.certificates.flatMap(text => parseCertificate(text)?.publicKey ?? []),
    ...addresses,
    wantResponseSigned: config.wantResponseSigned,
    toleranceMilliseconds: config.clockToleranceSeconds * 1_000,
  }
  return {
    begin: (token, now) => authnRequestUrl({ token, ssoUrl: config.ssoUrl, issuedAt: now, ...addresses }),
    async verify(answer, now) {
      if (answer.by !== 'saml-post') return { refused: 'saml.malformed', step: 'binding' }
      return verifySamlResponse(answer.samlResponse, expectations, now)
    },
  }
}
