import { Problem } from '@postern/contract/problems.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate } from '../flows/authenticate.ts'
import type { Self } from '../flows/own-account.ts'
import type { StepTaken, Visitor } from '../flows/visitor.ts'
import type { Services } from '../services.ts'
import { tenantOf } from './app.ts'
import { clearConsoleSession, consoleSession, knownDevice, setConsoleCookies } from './console-cookies.ts'
import { isSecure } from './is-secure.ts'
import type { Principal } from './principal.ts'

/** The console's door: what requests bring and browsers are given. */
export class ConsoleDoor {
  session(request: FastifyRequest): string | null {
    return consoleSession(request, this.#secure(request))
  }

  visitor(request: FastifyRequest): Visitor {
    const place = tenantOf(request)
    const origins = [`${request.protocol}://${request.host}`, place.origin]
    return {
      tenant: place.id,
      address: request.ip,
      device: knownDevice(request, this.#secure(request)),
      agent: request.headers['user-agent'] ?? '',
      session: this.session(request),
      party: {
        id: request.hostname,
        origins: origins.filter(origin => new URL(origin).hostname === request.hostname),
      },
    }
  }

  /** Sets the cookies that the last step of signing in brings, and answers the step. */
  answer(request: FastifyRequest, reply: FastifyReply, { step, opened }: StepTaken): StepTaken['step'] {
    if (opened) setConsoleCookies(reply, this.#secure(request), opened)
    return step
  }

  forget(request: FastifyRequest, reply: FastifyReply): void {
    clearConsoleSession(reply, this.#secure(request))
  }

  #secure(request: FastifyRequest): boolean {
    return isSecure(tenantOf(request))
  }
}

/** Who sends a request: an API key by its header, an administrator by the console's cookie. */
export const authenticateBy =
  (services: Pick<Services, 'db' | 'clock'>, door: ConsoleDoor) =>
  (request: FastifyRequest): Promise<Principal> =>
    authenticate(services, {
      tenant: tenantOf(request).id,
      cookie: door.session(request),
      authorization: request.headers.authorization ?? null,
    })

/** The administrator who calls about themselves. @throws Problem authorization.denied for anybody else */
export function selfOf(request: FastifyRequest, principal: Principal): Self {
  if (principal.kind !== 'administrator') throw new Problem('authorization.denied')
  return { tenant: tenantOf(request).id, account: principal.account, session: principal.session }
}
