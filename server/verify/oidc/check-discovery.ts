import * as client from 'openid-client'
import { FetchRefused } from '../../platform/fetch-result.ts'
import type { OidcAccess } from './provider.ts'

/** What a discovery check came to: the issuer exactly as the document names it, or why it cannot be used. */
export type DiscoveryCheck = { readonly issuer: string } | { readonly fault: string }

const wellKnown = '/.well-known/openid-configuration'

/**
 * Reads a discovery document now, with everything a sign-in would need of it.
 * @param address the issuer, or the full address of its discovery document
 */
export async function checkDiscovery(address: string, access: OidcAccess): Promise<DiscoveryCheck> {
  const issuer = new URL(address.endsWith(wellKnown) ? address.slice(0, -wellKnown.length) : address)
  try {
    const configuration = await client.discovery(issuer, 'check', undefined, client.None(), {
      [client.customFetch]: access.fetch as client.CustomFetch,
      timeout: 10,
      ...(access.allowsHttp(issuer.origin) ? { execute: [client.allowInsecureRequests] } : {}),
    })
    const metadata = configuration.serverMetadata()
    const missing = (['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const).filter(
      name => !metadata[name],
    )
    if (missing.length > 0) return unusable(`The discovery document names no ${missing.join(', ')}.`)
    return { issuer: metadata.issuer }
  } catch (error) {
    return unusable(sentenceOf(error, issuer))
  }
}

const unusable = (fault: string): DiscoveryCheck => ({ fault })

/** The innermost message: what the network or the guard said, rather than that fetching failed. */
function sentenceOf(error: unknown, issuer: URL): string {
  let innermost = error
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause
  const answer = innermost instanceof Error ? innermost.cause : undefined
  const address = `${issuer.href.replace(/\/$/, '')}${wellKnown}`
  if (innermost instanceof FetchRefused && innermost.failure === 'fetch.unreachable') {
    return `${address} cannot be reached. ${innermost.message}`.slice(0, 300)
  }
  if (answer instanceof Response && answer.status !== 200) {
    return `${address} answered with status ${answer.status} instead of a discovery document.`.slice(0, 300)
  }
  return innermost instanceof Error
    ? innermost.message.slice(0, 300)
    : 'The discovery document could not be read.'
}
