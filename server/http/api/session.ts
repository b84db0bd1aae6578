import { session } from '@postern/contract/api/session.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readConsoleSession, signIn, signOut } from '../../flows/console-session.ts'
import * as enrolment from '../../flows/console-session-enrolment.ts'
import * as factors from '../../flows/console-session-factors.ts'
import * as invitation from '../../flows/invitation.ts'
import type { StepTaken, Visitor } from '../../flows/visitor.ts'
import type { Services } from '../../services.ts'
import type { ConsoleDoor } from '../console-door.ts'
import { type Implementation, implement } from './implement.ts'

export function sessionRoutes(services: Services, door: ConsoleDoor): Implementation[] {
  /** A step of signing in: the visitor in, the cookies of the last one out. */
  const step =
    <Body>(take: (services: Services, visitor: Visitor, body: Body) => Promise<StepTaken>) =>
    async ({ request, reply, body }: { request: FastifyRequest; reply: FastifyReply; body: Body }) =>
      door.answer(request, reply, await take(services, door.visitor(request), body))
  return [
    implement(session.read, ({ caller, request }) =>
      readConsoleSession(services, caller.tenant, door.session(request)),
    ),
    implement(session.signIn, step(signIn)),
    implement(session.answerTotp, step(factors.answerTotp)),
    implement(session.askPasskey, ({ request, body }) =>
      factors.askPasskey(services, door.visitor(request), body),
    ),
    implement(session.answerPasskey, step(factors.answerPasskey)),
    implement(session.offerTotp, ({ request, body }) =>
      enrolment.offerTotp(services, door.visitor(request), body),
    ),
    implement(session.enrolTotp, step(enrolment.enrolTotp)),
    implement(session.offerPasskey, ({ request, body }) =>
      enrolment.offerPasskey(services, door.visitor(request), body),
    ),
    implement(session.enrolPasskey, step(enrolment.enrolPasskey)),
    implement(session.readInvitation, ({ request, body }) =>
      invitation.readInvitation(services, door.visitor(request), body),
    ),
    implement(session.acceptInvitation, step(invitation.acceptInvitation)),
    implement(session.signOut, async ({ caller, request, reply }) => {
      await signOut(services, caller.tenant, door.session(request))
      door.forget(request, reply)
      return undefined
    }),
  ]
}
