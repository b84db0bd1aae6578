import { Problem, type ProblemCode, problems } from '@postern/contract/problems.ts'
import { problemPage } from '@postern/portal/problem-page.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../flows/availability.ts'
import { setSecurityHeaders } from './security-headers.ts'

/** Answers any thrown error: a problem document for programs, a calm page for people. */
export async function answerProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = asProblem(error)
  if (problem.code === 'server.failed') request.log.error({ err: error }, 'request failed')
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter)
  const { status, title } = problems[problem.code]
  reply.status(status)
  if (wantsPage(request)) {
    return reply
      .type('text/html; charset=utf-8')
      .send(problemPage({ title, detail: problem.detail, reference: request.id }))
  }
  return reply.type('application/problem+json').send({
    type: `/problems/${problem.code}`,
    code: problem.code,
    title,
    status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.fields.length === 0 ? {} : { fields: problem.fields }),
    instance: request.id,
  })
}

export async function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply) {
  return answerProblem(new Problem('resource.unknown'), request, reply)
}

/** An address that cannot be decoded or is too long for any route: refused before hooks run, so the headers are set here. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request, reply)
    .then(() => answerProblem(error, request, reply))
    .catch(failure => request.log.error({ err: failure }, 'answering failed'))
}

const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.content-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed',
}

function asProblem(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error
  if (isUnavailable(error)) return new Problem('database.unavailable', { retryAfter: 5 })
  const code = 'code' in error ? fastifyCodes[error.code] : undefined
  if (code) return new Problem(code)
  // what the framework and its plugins refuse: an address outside the served folder, an impossible range
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 403 || status === 404) return new Problem('resource.unknown')
  if (status >= 400 && status < 500) return new Problem('request.malformed')
  return new Problem('server.failed')
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}
