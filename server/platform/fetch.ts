import { Agent, type Dispatcher, type Response as UndiciResponse, fetch as undiciFetch } from 'undici'
import type { Range } from './address-ranges.ts'
import { readLimited } from './fetch-body.ts'
import { guardedAgent, type ResolveName, resolveName } from './fetch-connect.ts'
import { type FetchAnswer, FetchRefused, type FetchResult, refuse } from './fetch-result.ts'

export interface OutboundInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | URLSearchParams | Uint8Array | ArrayBuffer | ReadableStream | null | undefined
  /** `manual` hands a redirect back, `error` refuses it; otherwise up to three are followed, each checked. */
  readonly redirect?: 'follow' | 'manual' | 'error'
  readonly signal?: AbortSignal | undefined
  /** Largest body in bytes after decompression; 1 MB by default. */
  readonly maxBytes?: number
  /** Time for everything, redirects included; 10 s by default. */
  readonly timeoutMilliseconds?: number
}

/** The one way out to addresses that tenants supply. */
export interface Outbound {
  /** Gets a document; any status but 2xx is `fetch.status`. */
  get(url: string, init?: OutboundInit): Promise<FetchResult>
  /** Sends a request and returns its answer whatever the status. */
  send(url: string, init?: OutboundInit): Promise<FetchResult>
  /** The same guard in the form of `fetch`, for libraries. Rejects with FetchRefused. */
  fetch(url: string, init?: OutboundInit): Promise<Response>
  /** Ends idle connections. */
  close(): Promise<void>
}

export interface OutboundOptions {
  /** POSTERN_OUTBOUND_ALLOW: ranges that may be reached beside public addresses. */
  readonly allow: readonly Range[]
  /** Exact origins exempt from scheme and address rules: the sandbox issuer's. */
  readonly origins?: readonly string[]
  readonly resolve?: ResolveName
  /** Certificates to trust instead of the system's, PEM; for tests. */
  readonly ca?: string
}

const redirectLimit = 3
const defaultBytes = 1_048_576
const defaultMilliseconds = 10_000

export function outbound({ allow, origins = [], resolve = resolveName, ca }: OutboundOptions): Outbound {
  const guarded = guardedAgent(allow, resolve, ca)
  const exempt = new Agent()

  const agentFor = (url: URL): Dispatcher => {
    if (origins.includes(url.origin)) return exempt
    if (url.protocol !== 'https:') throw refuse('fetch.scheme', `${url.protocol} is not https:`)
    return guarded
  }

  async function follow(address: string, init: OutboundInit, signal: AbortSignal): Promise<FetchAnswer> {
    let url = parse(address)
    let headers = init.headers ?? {}
    for (let hop = 0; ; hop++) {
      const response = await undiciFetch(url, {
        method: init.method ?? 'GET',
        headers: { ...headers },
        redirect: 'manual',
        signal,
        dispatcher: agentFor(url),
        ...bodyOf(init),
      })
      const next = init.redirect === 'manual' ? null : redirectTarget(response, url)
      if (!next) return answer(response, url, init.maxBytes ?? defaultBytes)
      await response.body?.cancel()
      if (init.redirect === 'error' || !isSafe(init)) {
        throw refuse('fetch.redirect', `status ${response.status} instead of an answer`)
      }
      if (hop === redirectLimit) throw refuse('fetch.redirect', `more than ${redirectLimit} redirects`)
      if (next.origin !== url.origin) headers = withoutCredentials(headers)
      url = next
    }
  }

  async function send(url: string, init: OutboundInit = {}): Promise<FetchResult> {
    const deadline = AbortSignal.timeout(init.timeoutMilliseconds ?? defaultMilliseconds)
    const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline
    try {
      return await follow(url, init, signal)
    } catch (error) {
      return asFailure(error, deadline.aborted)
    }
  }

  return {
    send,
    async get(url, init) {
      const result = await send(url, init)
      if (!result.ok || (result.status >= 200 && result.status < 300)) return result
      return { ok: false, failure: 'fetch.status', detail: `status ${result.status}` }
    },
    async fetch(url, init) {
      const result = await send(url, init)
      if (!result.ok) throw new FetchRefused(result)
      return asResponse(result)
    },
    async close() {
      await Promise.all([guarded.close(), exempt.close()])
    },
  }
}

function parse(address: string): URL {
  const url = URL.parse(address)
  if (!url) throw refuse('fetch.scheme', 'not an address')
  if (url.username || url.password) throw refuse('fetch.scheme', 'credentials in the address')
  return url
}

const isSafe = ({ method = 'GET' }: OutboundInit) => method === 'GET' || method === 'HEAD'

function bodyOf({ body }: OutboundInit) {
  // `duplex` is required for streams (WHATWG fetch) and harmless otherwise
  return body === undefined || body === null ? {} : { body, duplex: 'half' as const }
}

function redirectTarget(response: UndiciResponse, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null
  const location = response.headers.get('location')
  if (location === null) return null
  const target = URL.parse(location, from.href)
  if (!target) throw refuse('fetch.redirect', 'redirected to no address')
  return parse(target.href)
}

/** What belongs to one origin is not shown to another. */
function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !['authorization', 'cookie', 'dpop'].includes(name.toLowerCase()),
    ),
  )
}

async function answer(response: UndiciResponse, url: URL, maxBytes: number): Promise<FetchAnswer> {
  const body = await readLimited(response, maxBytes)
  const headers = new Headers([...response.headers])
  // the body is decompressed and whole by now
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  return { ok: true, status: response.status, headers, body, url: url.href }
}

function asResponse({ status, headers, body }: FetchAnswer): Response {
  const empty = status === 204 || status === 205 || status === 304
  return new Response(empty ? null : new Uint8Array(body), { status, headers })
}

function asFailure(error: unknown, late: boolean): FetchResult {
  if (late) return { ok: false, failure: 'fetch.timeout', detail: 'no complete answer in time' }
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof FetchRefused) {
      return { ok: false, failure: cause.failure, detail: cause.message.slice(cause.failure.length + 2) }
    }
  }
  return { ok: false, failure: 'fetch.unreachable', detail: rootCode(error) }
}

function rootCode(error: unknown): string {
  let code = 'no connection'
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') code = cause.code
  }
  return code
}
