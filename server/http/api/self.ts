import { self } from '@postern/contract/api/self.ts'
import * as account from '../../flows/own-account.ts'
import * as factors from '../../flows/own-factors.ts'
import type { Services } from '../../services.ts'
import { selfOf, visitorOf } from '../console-door.ts'
import { type Implementation, implement } from './implement.ts'

/** What administrators do about themselves. */
export const selfRoutes = (services: Services): Implementation[] => [
  implement(self.changePassword, async ({ request, principal, body }) => {
    await account.changePassword(services, selfOf(request, principal), body)
    return undefined
  }),
  implement(self.factors, ({ request, principal }) =>
    factors.listFactors(services, selfOf(request, principal)),
  ),
  implement(self.offerTotp, ({ request, principal, body }) =>
    factors.offerTotp(services, selfOf(request, principal), body),
  ),
  implement(self.addTotp, ({ request, principal, body }) =>
    factors.addTotp(services, selfOf(request, principal), body),
  ),
  implement(self.offerPasskey, ({ request, principal, body }) =>
    factors.offerPasskey(services, selfOf(request, principal), visitorOf(request).party, body),
  ),
  implement(self.addPasskey, ({ request, principal, body }) =>
    factors.addPasskey(services, selfOf(request, principal), visitorOf(request).party, body),
  ),
  implement(self.removeFactor, async ({ request, principal, params, body }) => {
    await factors.removeFactor(services, selfOf(request, principal), params.factor, body)
    return undefined
  }),
  implement(self.sessions, ({ request, principal }) =>
    account.listOwnSessions(services, selfOf(request, principal)),
  ),
  implement(self.endSession, async ({ request, principal, params }) => {
    await account.endOwnSession(services, selfOf(request, principal), params.session)
    return undefined
  }),
]
