import type { Adapter, AdapterPayload } from 'oidc-provider'

/** An OpenID Connect client that the sandbox answers. */
export interface OidcClient {
  clientId: string
  clientSecret: string
  redirectUris: string[]
  postLogoutRedirectUris?: string[]
}

interface Entry {
  model: string
  payload: AdapterPayload
  expiresAt: number
}

/** Beyond this many entries the oldest go: a bench signs in thousands of times. */
const keep = 5_000

/**
 * Keeps what oidc-provider must remember, in memory. Clients are read from `clients` each time, so that a
 * portal's connection can be added while the sandbox runs.
 */
export function memoryStore(clients: ReadonlyMap<string, OidcClient>): (model: string) => Adapter {
  const entries = new Map<string, Entry>()
  const live = (entry: Entry | undefined) =>
    entry && entry.expiresAt > Date.now() ? entry.payload : undefined
  const findBy = (model: string, matches: (payload: AdapterPayload) => boolean) =>
    live([...entries.values()].find(entry => entry.model === model && matches(entry.payload)))

  return model => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY
      entries.delete(`${model}:${id}`)
      entries.set(`${model}:${id}`, { model, payload, expiresAt })
      const oldest = entries.size > keep ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
    },
    async find(id) {
      if (model === 'Client') return clientMetadata(clients.get(id))
      return live(entries.get(`${model}:${id}`))
    },
    findByUid: async uid => findBy(model, payload => payload.uid === uid),
    findByUserCode: async code => findBy(model, payload => payload.userCode === code),
    async consume(id) {
      const payload = live(entries.get(`${model}:${id}`))
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, entry] of entries) if (entry.payload.grantId === grantId) entries.delete(key)
    },
  })
}

function clientMetadata(client: OidcClient | undefined): AdapterPayload | undefined {
  if (!client) return undefined
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris ?? [],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}
