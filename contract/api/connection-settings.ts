import { z } from 'zod'
import { oidcConfig, samlConfig } from '../connection-config.ts'

const clockToleranceSeconds = samlConfig.shape.clockToleranceSeconds.unwrap().optional()
const wantResponseSigned = z.boolean().optional()
const clientId = oidcConfig.shape.clientId
const scopes = oidcConfig.shape.scopes.unwrap().optional()
const clientSecret = z.string().min(1, 'Enter the client secret.').max(2_000)

/** A certificate as administrators have it: PEM, or its base64 body alone. */
const certificate = z.string().trim().min(1).max(20_000)

/** SAML by the identity provider's metadata document. */
export const samlByMetadata = z
  .strictObject({
    by: z.literal('metadata'),
    metadata: z.string().min(1, 'Paste the metadata document.').max(500_000),
    wantResponseSigned,
    clockToleranceSeconds,
  })
  .meta({ id: 'SamlByMetadata' })

/** SAML with its values typed in. */
export const samlByHand = z
  .strictObject({
    by: z.literal('hand'),
    entityId: samlConfig.shape.entityId,
    ssoUrl: samlConfig.shape.ssoUrl,
    certificates: z.array(certificate).min(1, 'Add the identity provider’s signing certificate.').max(10),
    wantResponseSigned,
    clockToleranceSeconds,
  })
  .meta({ id: 'SamlByHand' })

/** OpenID Connect by discovery: the issuer, or the full address of its discovery document. */
export const oidcByDiscovery = z
  .strictObject({
    by: z.literal('discovery'),
    discoveryUrl: z
      .url({ protocol: /^https?$/, error: 'Enter the discovery address or the issuer.' })
      .max(2_000),
    clientId,
    /** Write-only. In an edit: leave it out to keep the one that is stored. */
    clientSecret: clientSecret.optional(),
    scopes,
    clockToleranceSeconds,
  })
  .meta({ id: 'OidcByDiscovery' })

/** How an administrator states a connection's settings. */
export const connectionSettings = z.discriminatedUnion('by', [samlByMetadata, samlByHand, oidcByDiscovery])
export type ConnectionSettings = z.infer<typeof connectionSettings>
