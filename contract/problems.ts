/**
 * Every problem `/api/v1` answers, as RFC 9457 documents of type `/problems/{code}`. Paired with docs/errors.md by a test.
 */
export const problems = {
  'request.malformed': { status: 400, title: 'The request could not be read.' },
  'request.invalid': { status: 422, title: 'Some fields are not valid.' },
  'request.too-large': { status: 413, title: 'The body is larger than allowed.' },
  'request.content-type': { status: 415, title: 'The body is of a type that is not read here.' },
  'request.rate-limited': { status: 429, title: 'Too many requests.' },
  'authentication.required': { status: 401, title: 'Sign in or send an API key.' },
  'authentication.failed': { status: 401, title: 'These credentials do not open the console.' },
  'authentication.delayed': { status: 429, title: 'Too many failed tries. Wait before the next.' },
  'authorization.denied': { status: 403, title: 'Your level or key does not allow this.' },
  'csrf.mismatch': { status: 403, title: 'The request did not come from our own page.' },
  'host.unknown': { status: 421, title: 'No tenant answers on this host.' },
  'resource.unknown': { status: 404, title: 'There is no such resource.' },
  'resource.conflict': { status: 409, title: 'Another resource has this value already.' },
  'resource.in-use': { status: 409, title: 'The resource is in use.' },
  'edit.stale': { status: 412, title: 'The resource changed since it was read. Read it again.' },
  'edit.unconditional': { status: 428, title: 'Send If-Match with the ETag of what you edit.' },
  'idempotency.reused': { status: 422, title: 'This idempotency key was used for another request.' },
  'setup.closed': { status: 409, title: 'An administrator exists already.' },
  'setup.code': { status: 403, title: 'The one-time code is not valid. A new one is printed at each start.' },
  'metadata.invalid': { status: 422, title: 'The metadata cannot be used.' },
  'discovery.failed': { status: 422, title: 'The discovery document cannot be used.' },
  'database.unavailable': { status: 503, title: 'The database cannot be reached. Try again shortly.' },
  'server.failed': { status: 500, title: 'Something went wrong on our side.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)

/** One field that was not accepted: a JSON pointer into the body (or `query`, `path`) and a sentence. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** Thrown anywhere below `http`, answered as application/problem+json. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly fields: readonly FieldProblem[]
  /** Seconds after which a retry makes sense. */
  readonly retryAfter: number | undefined
  constructor(
    code: ProblemCode,
    more: { detail?: string; fields?: readonly FieldProblem[]; retryAfter?: number } = {},
  ) {
    super(more.detail ?? problems[code].title)
    this.code = code
    this.detail = more.detail
    this.fields = more.fields ?? []
    this.retryAfter = more.retryAfter
  }
}
