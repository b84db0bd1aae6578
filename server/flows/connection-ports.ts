import type { Refusal } from '@postern/contract/reasons.ts'

/** What a metadata document says. */
export interface SamlMetadata {
  readonly entityId: string
  readonly ssoUrl: string
  /** base64 of the DER. */
  readonly certificates: readonly string[]
}

/** Why a document cannot be used, one sentence for the administrator. */
export interface Fault {
  readonly fault: string
}

/** What settings are read with; handed in by the composition, because it verifies and fetches. */
export interface ConnectionPorts {
  /** Reads SAML metadata: `verify/saml`. */
  readonly readMetadata: (xml: string) => SamlMetadata | Fault
  /** Fetches a discovery document through the guarded fetch: `verify/oidc`. Takes its address or the issuer. */
  readonly checkDiscovery: (url: string) => Promise<{ readonly issuer: string } | Fault | Refusal>
}
