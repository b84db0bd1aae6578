import { createClient } from './generated/client/client.gen.ts'
import type { Client } from './generated/client/types.gen.ts'

export interface Connecting {
  /** Scheme, host and port of the tenant, for example `https://portal.example.org`. */
  readonly origin: string
  /** An API key, `pk_…`. */
  readonly key: string
  readonly fetch?: typeof globalThis.fetch
}

/**
 * A client of one tenant for a program: pass it to the operations as `client`.
 *
 *     const client = connect({ origin, key })
 *     const { data } = await portalsList({ client, throwOnError: true })
 */
export function connect({ origin, key, fetch = globalThis.fetch }: Connecting): Client {
  return createClient({ baseUrl: `${new URL(origin).origin}/api/v1`, auth: () => key, fetch })
}

/** The ETag of what was read, as an edit sends it back. */
export const ifMatch = ({ version }: { version: number }) => ({ 'If-Match': `"${version}"` })
