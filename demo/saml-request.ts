import { promisify } from 'node:util'
import samlp from 'samlp'
import { RequestError } from './http.ts'

/** A SAML service provider that the sandbox answers. */
export interface SamlServiceProvider {
  entityId: string
  acsUrl: string
  /** Which elements are signed for it. Default: the assertion. */
  sign?: 'assertion' | 'response' | 'both'
}

/** Finds a service provider by its entity id. */
export type FindServiceProvider = (entityId: string) => Omit<SamlServiceProvider, 'entityId'> | undefined

/** An authentication request that may be answered. */
export interface SamlRequest {
  id: string
  serviceProvider: SamlServiceProvider
  relayState?: string
}

const parse = promisify(samlp.parseRequest)

/**
 * Reads an AuthnRequest from the parameters of either binding.
 * @throws RequestError when it cannot be read, comes from nobody known or wants the answer elsewhere.
 */
export async function readSamlRequest(
  fields: URLSearchParams,
  find: FindServiceProvider,
): Promise<SamlRequest> {
  const SAMLRequest = fields.get('SAMLRequest')
  if (!SAMLRequest) throw new RequestError(400, 'There is no SAMLRequest in the address or the form.')
  const parsed = await parse({ query: { SAMLRequest }, body: {} }).catch(() => undefined)
  if (!parsed?.id || !parsed.issuer) throw new RequestError(400, 'The SAMLRequest cannot be read.')
  const serviceProvider = knownServiceProvider(parsed.issuer, find)
  const wanted = parsed.assertionConsumerServiceURL
  if (wanted && wanted !== serviceProvider.acsUrl) {
    throw new RequestError(
      400,
      `The answer for ${parsed.issuer} goes to ${serviceProvider.acsUrl}, not ${wanted}.`,
    )
  }
  return { id: parsed.id, serviceProvider, ...relayStateOf(fields) }
}

/** The service provider of that entity id. @throws RequestError when there is none. */
export function knownServiceProvider(entityId: string, find: FindServiceProvider): SamlServiceProvider {
  const found = find(entityId)
  if (!found) throw new RequestError(400, `No service provider has the entity id ${entityId}.`)
  return { ...found, entityId }
}

/** RelayState, if any, under the name the choosing page carries it by. */
export function relayStateOf(fields: URLSearchParams): { relayState?: string } {
  const relayState = fields.get('RelayState')
  return relayState === null ? {} : { relayState }
}
