import type { Refusal } from '@postern/contract/reasons.ts'

/** What a metadata document says. */
export interface SamlMetadata {
  readonly entityId: string
  readonly ssoUrl: string
  /** base64 of the DER. */
  readonly certificates: readonly string[]
}

/** Why a document cannot be used, in words for the administrator who pasted it. */
export interface Unusable {
  readonly refused: string
  readonly detail?: string
}

/** Reads SAML metadata: `verify/saml`. */
export type ReadMetadata = (xml: string) => SamlMetadata | Unusable | Refusal

/** Fetches a discovery document through the guarded fetch: `verify/oidc`. Takes its address or the issuer. */
export type CheckDiscovery = (url: string) => Promise<{ readonly issuer: string } | Unusable | Refusal>

export interface ConnectionPorts {
  readonly readMetadata: ReadMetadata
  readonly checkDiscovery: CheckDiscovery
}
