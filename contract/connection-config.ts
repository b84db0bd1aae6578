import { z } from 'zod'

/** Seconds by which the clocks of both servers may differ. */
const clockToleranceSeconds = z.int().min(0).max(600).default(120)

/** An http or https address without credentials or fragment. */
const address = z
  .url({ protocol: /^https?$/, error: 'Enter an address that begins with https://.' })
  .max(2_000)
  .refine(value => !value.includes('#') && !/^https?:\/\/[^/]*@/.test(value), {
    error: 'Leave out credentials and fragments.',
  })

export const samlConfig = z
  .strictObject({
    kind: z.literal('saml'),
    /** The identity provider's entity id, compared exactly. */
    entityId: z.string().trim().min(1, 'Enter the identity provider’s entity id.').max(1_024),
    /** Where sign-in requests are sent by redirect. */
    ssoUrl: address,
    /** Signing certificates: base64 of the DER, without PEM armour or white space. */
    certificates: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Paste the certificate in PEM form.')
          .max(20_000),
      )
      .min(1, 'Add the identity provider’s signing certificate.')
      .max(10),
    wantResponseSigned: z.boolean(),
    signRequests: z.literal(false),
    clockToleranceSeconds,
  })
  .meta({ id: 'SamlConfig' })
export type SamlConfig = z.infer<typeof samlConfig>

export const oidcConfig = z
  .strictObject({
    kind: z.literal('oidc'),
    /** Exactly as the provider's discovery document names it. */
    issuer: address,
    clientId: z.string().trim().min(1, 'Enter the client id.').max(500),
    scopes: z
      .array(
        z
          .string()
          .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'A scope is one word.')
          .max(200),
      )
      .min(1)
      .max(30)
      .default(['openid', 'email', 'profile']),
    clockToleranceSeconds,
  })
  .meta({ id: 'OidcConfig' })
export type OidcConfig = z.infer<typeof oidcConfig>

/** What `connections.config` holds. */
export const connectionConfig = z.discriminatedUnion('kind', [samlConfig, oidcConfig])
export type ConnectionConfig = z.infer<typeof connectionConfig>

/** What `connections.secrets` holds once opened with the context `{tenant}/connection/{id}`. */
export const connectionSecrets = z.strictObject({ clientSecret: z.string().min(1).max(2_000).optional() })
export type ConnectionSecrets = z.infer<typeof connectionSecrets>
