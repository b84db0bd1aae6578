import { Problem } from '@postern/contract/problems.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate } from '../flows/authenticate.ts'
import type { Self } from '../flows/own-account.ts'
import type { Principal } from '../flows/principal.ts'
import type { StepTaken, Visitor } from '../flows/visitor.ts'
import type { Services } from '../services.ts'
import { tenantOf } from './app.ts'
import { consoleSession, knownDevice, setConsoleCookies } from './console-cookies.ts'
import { isSecure } from './is-secure.ts'

/** What a request brings to the console's door. */
export function visitorOf(request: FastifyRequest): Visitor {
  const place = tenantOf(request)
  const origins = [`${request.protocol}://${request.host}`, place.origin]
  return {
    tenant: place.id,
    address: request.ip,
    device: knownDevice(request, isSecure(place)),
    agent: request.headers['user-agent'] ?? '',
    session: sessionCookieOf(request),
    party: {
      id: request.hostname,
      origins: origins.filter(origin => URL.parse(origin)?.hostname === request.hostname),
    },
  }
}

/** The value of the console's session cookie. */
export function sessionCookieOf(request: FastifyRequest): string | null {
  return consoleSession(request, isSecure(tenantOf(request)))
}

/** Sets the cookies that the last step of signing in brings, and answers the step. */
export function answerStep(
  request: FastifyRequest,
  reply: FastifyReply,
  { step, opened }: StepTaken,
): StepTaken['step'] {
  if (opened) setConsoleCookies(reply, isSecure(tenantOf(request)), opened)
  return step
}

/** Who sends a request: an API key by its header, an administrator by the console's cookie. */
export const authenticateBy =
  (services: Pick<Services, 'db' | 'clock'>) =>
  (request: FastifyRequest): Promise<Principal> =>
    authenticate(services, {
      tenant: tenantOf(request).id,
      cookie: sessionCookieOf(request),
      authorization: request.headers.authorization ?? null,
    })

/** The administrator who calls about themselves. @throws Problem authorization.denied for anybody else */
export function selfOf(request: FastifyRequest, principal: Principal): Self {
  if (principal.kind !== 'administrator') throw new Problem('authorization.denied')
  return { tenant: tenantOf(request).id, account: principal.account, session: principal.session }
}
