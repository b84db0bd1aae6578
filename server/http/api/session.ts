import { session } from '@postern/contract/api/session.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readConsoleSession, signIn, signOut } from '../../flows/console-session.ts'
import * as enrolment from '../../flows/console-session-enrolment.ts'
import * as factors from '../../flows/console-session-factors.ts'
import * as invitation from '../../flows/invitation.ts'
import type { StepTaken, Visitor } from '../../flows/visitor.ts'
import type { Services } from '../../services.ts'
import { tenantOf } from '../app.ts'
import { clearConsoleSession } from '../console-cookies.ts'
import { answerStep, sessionCookieOf, visitorOf } from '../console-door.ts'
import { isSecure } from '../is-secure.ts'
import { type Implementation, implement } from './implement.ts'

export function sessionRoutes(services: Services): Implementation[] {
  /** A step of signing in: the visitor in, the cookies of the last one out. */
  const step =
    <Body>(take: (services: Services, visitor: Visitor, body: Body) => Promise<StepTaken>) =>
    async ({ request, reply, body }: { request: FastifyRequest; reply: FastifyReply; body: Body }) =>
      answerStep(request, reply, await take(services, visitorOf(request), body))
  return [
    implement(session.read, ({ caller, request }) =>
      readConsoleSession(services, caller.tenant, sessionCookieOf(request)),
    ),
    implement(session.signIn, step(signIn)),
    implement(session.answerTotp, step(factors.answerTotp)),
    implement(session.askPasskey, ({ request, body }) =>
      factors.askPasskey(services, visitorOf(request), body),
    ),
    implement(session.answerPasskey, step(factors.answerPasskey)),
    implement(session.offerTotp, ({ request, body }) =>
      enrolment.offerTotp(services, visitorOf(request), body),
    ),
    implement(session.enrolTotp, step(enrolment.enrolTotp)),
    implement(session.offerPasskey, ({ request, body }) =>
      enrolment.offerPasskey(services, visitorOf(request), body),
    ),
    implement(session.enrolPasskey, step(enrolment.enrolPasskey)),
    implement(session.readInvitation, ({ request, body }) =>
      invitation.readInvitation(services, visitorOf(request), body),
    ),
    implement(session.acceptInvitation, step(invitation.acceptInvitation)),
    implement(session.signOut, async ({ caller, request, reply }) => {
      await signOut(services, caller.tenant, sessionCookieOf(request))
      clearConsoleSession(reply, isSecure(tenantOf(request)))
      return undefined
    }),
  ]
}
