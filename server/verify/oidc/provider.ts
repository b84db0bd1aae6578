import type { OidcConfig } from '@postern/contract/connection-config.ts'
import type { ConnectionId } from '@postern/contract/ids.ts'
import * as client from 'openid-client'

/** A connection's provider, discovered once per version of the connection. */
export interface OidcProvider {
  readonly connection: ConnectionId
  readonly issuer: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly configuration: client.Configuration
}

export interface OidcAccess {
  /** The guarded fetch: addresses come from tenants. */
  readonly fetch: typeof fetch
  /** Whether an issuer may be plain http: the sandbox alone. */
  readonly allowsHttp: (origin: string) => boolean
}

export interface OidcSettings extends OidcConfig {
  readonly connection: ConnectionId
  readonly redirectUri: string
  readonly clientSecret: string | null
}

/**
 * Reads the provider's discovery document (OpenID Connect Discovery §4) and prepares the client.
 * @throws when the document cannot be fetched or names another issuer
 */
export async function openProvider(settings: OidcSettings, access: OidcAccess): Promise<OidcProvider> {
  const issuer = new URL(settings.issuer)
  const configuration = await client.discovery(
    issuer,
    settings.clientId,
    { [client.clockTolerance]: settings.clockToleranceSeconds },
    settings.clientSecret === null ? client.None() : client.ClientSecretBasic(settings.clientSecret),
    {
      [client.customFetch]: access.fetch as client.CustomFetch,
      timeout: 10,
      execute: [
        // without it the library trusts TLS and leaves the id token's signature unchecked (OpenID Connect Core §3.1.3.7)
        client.enableNonRepudiationChecks,
        ...(access.allowsHttp(issuer.origin) ? [client.allowInsecureRequests] : []),
      ],
    },
  )
  return {
    connection: settings.connection,
    issuer: configuration.serverMetadata().issuer,
    clientId: settings.clientId,
    scopes: settings.scopes,
    redirectUri: settings.redirectUri,
    configuration,
  }
}
