import { attempts } from '@postern/contract/api/attempts.ts'
import type { Connection } from '@postern/contract/api/connections.ts'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../api/queries.ts'
import { providerOf } from '../connections/providers.ts'

/** Claims to offer for this connection: what its last sign-in carried first, then what such a provider usually sends. */
export function useKnownClaims({ id, config }: Connection): readonly string[] {
  const recent = useQuery(reading(attempts.list, { query: { connection: id, limit: 1 } })).data?.items[0]
  const last = useQuery({
    ...reading(attempts.read, { params: { attempt: recent?.id ?? '' } }),
    enabled: recent !== undefined,
  }).data
  const usual = providerOf(config.kind, config.kind === 'saml' ? config.entityId : config.issuer).claims
  const seen = Object.keys(last?.claims?.attributes ?? {})
  return [...new Set([...seen, '@subject', '@email', ...usual])]
}
