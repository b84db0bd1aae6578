/** Why an outbound request did not bring an answer. Shown to administrators beside `detail`. */
export type FetchFailureCode =
  /** Not https, not an address at all, or with credentials in it. */
  | 'fetch.scheme'
  /** The name leads only to addresses that are private, local or reserved, and not allowed. */
  | 'fetch.address'
  /** Redirected too often, or to somewhere a request of this kind must not follow. */
  | 'fetch.redirect'
  /** The answer is larger than allowed. */
  | 'fetch.size'
  /** No complete answer in time. */
  | 'fetch.timeout'
  /** No connection, or it broke: name unknown, refused, TLS not trusted. */
  | 'fetch.unreachable'
  /** The answer's status is not 2xx. */
  | 'fetch.status'

export interface FetchFailure {
  readonly ok: false
  readonly failure: FetchFailureCode
  /** What was met, in a few words: an error code, a status, a limit. Never a body. */
  readonly detail: string
}

export interface FetchAnswer {
  readonly ok: true
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** The address that answered, after redirects. */
  readonly url: string
}

export type FetchResult = FetchAnswer | FetchFailure

/** Thrown by the `fetch`-compatible form, whose callers expect an exception. */
export class FetchRefused extends Error {
  override name = 'FetchRefused'
  readonly failure: FetchFailureCode

  constructor({ failure, detail }: Omit<FetchFailure, 'ok'>) {
    super(`${failure}: ${detail}`)
    this.failure = failure
  }
}

export const refuse = (failure: FetchFailureCode, detail: string) => new FetchRefused({ failure, detail })
