import { spMetadata } from '../verify/saml/sp-metadata.ts'
import { addressesOf } from './addresses.ts'
import type { OpenConnections } from './open-connection.ts'
import type { TenantPlace } from './tenants.ts'

/** Our SAML metadata for a connection; null when it does not exist or is not a SAML connection. */
export async function serviceProviderMetadata(
  { connections }: { connections: OpenConnections },
  tenant: TenantPlace,
  uid: string,
): Promise<string | null> {
  const connection = await connections.open(tenant, uid)
  if (connection?.kind !== 'saml') return null
  const { metadata, acs } = addressesOf(tenant.origin, uid)
  return spMetadata({ entityId: metadata, acsUrl: acs })
}
