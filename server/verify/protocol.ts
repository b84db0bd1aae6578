import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import type { Refusal } from '@postern/contract/reasons.ts'

/** What comes back from an identity provider, as `http` received it. */
export type SignInAnswer =
  | { readonly by: 'saml-post'; readonly samlResponse: string }
  | { readonly by: 'oidc-callback'; readonly query: string; readonly state: string }

/** One way to sign in, set up for one version of one connection. Implemented per protocol. */
export interface SignInProtocol {
  /** The address that takes the browser to the identity provider, carrying the flow's token. */
  begin(token: string, now: Date): string
  /** Verifies the answer and reads who signed in; a refusal names the failed check. */
  verify(answer: SignInAnswer, now: Date): Promise<VerifiedSignIn | Refusal>
}
