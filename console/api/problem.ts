import type { FieldProblem } from '@postern/contract/problems.ts'

/** What the API answered when it did not do what was asked: an RFC 9457 document, or no answer at all. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  /** A code of contract/problems.ts, or `network` when nothing answered. */
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly fields: readonly FieldProblem[]
  /** The request id, for whoever reads the server's log. */
  readonly instance: string | undefined
  readonly retryAfter: number | undefined
  constructor(status: number, document: ProblemDocument, retryAfter?: number) {
    super(document.detail ?? document.title)
    this.status = status
    this.code = document.code
    this.title = document.title
    this.detail = document.detail
    this.fields = document.fields ?? []
    this.instance = document.instance
    this.retryAfter = retryAfter
  }
}

interface ProblemDocument {
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly fields?: readonly FieldProblem[]
  readonly instance?: string
}

export const noAnswer = () =>
  new ApiProblem(0, {
    code: 'network',
    title: 'The server did not answer.',
    detail: 'Check that it runs and that you are connected, then try again.',
  })

/** The problem of a failed response, whatever a proxy in between made of its body. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(wait) ? wait : undefined
  if (isProblemDocument(body)) return new ApiProblem(response.status, body, retryAfter)
  const unreadable = {
    code: 'unreadable',
    title: 'The answer could not be read.',
    detail: `Something between this page and Postern answered with status ${response.status}.`,
  }
  return new ApiProblem(response.status, unreadable, retryAfter)
}

function isProblemDocument(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body
}

/** Any thrown value as a problem, so that every screen can show it alike. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new ApiProblem(0, { code: 'console', title: 'This page failed.', detail })
}
