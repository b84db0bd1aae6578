import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { claimSession } from '../flows/claim-session.ts'
import { finishSignIn, type SignInAnswer } from '../flows/finish-sign-in.ts'
import type { OpenConnections } from '../flows/open-connection.ts'
import type { RefusedSignIn } from '../flows/refused-sign-in.ts'
import { serviceProviderMetadata } from '../flows/service-provider-metadata.ts'
import { startSignIn } from '../flows/start-sign-in.ts'
import type { Services } from '../services.ts'
import { tenantOf } from './app.ts'
import { isSecure } from './is-secure.ts'
import { sendPage, sendRefusal } from './portal-answers.ts'
import { browserBinding, portalSession, setBrowserBinding, setPortalSession } from './portal-cookies.ts'
import { readRequest } from './read-request.ts'
import { limitVisits } from './visit-limits.ts'

export interface SignInRoutes {
  readonly services: Services & { connections: OpenConnections }
  readonly demo: boolean
  readonly rateLimits: 'on' | 'off'
  /** Counts outcomes for the metrics. */
  readonly count: (outcome: 'admitted' | 'refused', reason: string | null) => void
}

// schemas are made once: making one costs more than a hundred uses
const connectionParams = z.object({ connection: z.string().max(100) })
const loginQuery = z.object({ return_to: z.string().optional().catch(undefined) })
const finishQuery = z.object({ handoff: z.string().max(200).catch('') })
// a repeated field arrives as a list: which of the two was meant is not ours to guess
const samlPost = z.object({ SAMLResponse: z.string().catch('') }).catch({ SAMLResponse: '' })

// identity providers post nothing larger; the verifier has its own limit on what is inside
const responseLimit = 1_048_576

/** Protocol endpoints, under the connection's immutable uid. */
export function ssoRoutes(options: SignInRoutes) {
  return async (app: FastifyInstance): Promise<void> => {
    await limitVisits(app, options.rateLimits)
    app.get('/sso/:connection/login', (request, reply) => begin(options, request, reply))
    app.post('/sso/:connection/acs', { bodyLimit: responseLimit }, (request, reply) => {
      const { SAMLResponse: samlResponse } = readRequest(samlPost, request.body)
      return answer(options, request, reply, { by: 'saml-post', samlResponse })
    })
    app.get('/sso/:connection/callback', (request, reply) => {
      const query = request.url.split('?')[1] ?? ''
      const state = new URLSearchParams(query).get('state') ?? ''
      return answer(options, request, reply, { by: 'oidc-callback', query, state })
    })
    app.get('/sso/:connection/finish', (request, reply) => finish(options, request, reply))
    app.get('/sso/:connection/metadata', (request, reply) => metadata(options, request, reply))
  }
}

async function begin(
  options: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tenant = tenantOf(request)
  const { connection } = readRequest(connectionParams, request.params)
  const { return_to: returnTo } = readRequest(loginQuery, request.query)
  const browser = browserBinding(request, isSecure(tenant))
  const started = await startSignIn(options.services, { tenant, connection, returnTo, browser })
  if (started.is === 'refused') return refuse(options, request, reply, started)
  setBrowserBinding(reply, isSecure(tenant), started.browser)
  return reply.redirect(started.redirect, 303)
}

/** The identity provider's answer, by either protocol; then on to the same-site step that checks the browser. */
async function answer(
  options: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
  received: SignInAnswer,
): Promise<FastifyReply> {
  const { connection } = readRequest(connectionParams, request.params)
  const finished = await finishSignIn(options.services, tenantOf(request), connection, received)
  if (finished.is === 'refused') return refuse(options, request, reply, finished)
  const handoff = encodeURIComponent(finished.handoff)
  return reply.redirect(`/sso/${encodeURIComponent(connection)}/finish?handoff=${handoff}`, 303)
}

async function finish(
  options: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tenant = tenantOf(request)
  const secure = isSecure(tenant)
  const { connection } = readRequest(connectionParams, request.params)
  const { handoff } = readRequest(finishQuery, request.query)
  const browser = browserBinding(request, secure) ?? null
  const previousAt = (portalUid: string) => portalSession(request, secure, portalUid)
  const claimed = await claimSession(options.services, tenant, { connection, handoff, browser, previousAt })
  if (claimed.is === 'refused') return refuse(options, request, reply, claimed)
  options.count('admitted', null)
  setPortalSession(reply, secure, claimed.portal.uid, claimed.token)
  return reply.redirect(claimed.returnTo, 303)
}

async function metadata(
  { services, demo }: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { connection } = readRequest(connectionParams, request.params)
  const xml = await serviceProviderMetadata(services, tenantOf(request), connection)
  if (xml === null)
    return sendPage(reply, { page: 'not-found', locale: 'en', dir: 'ltr', demo, reference: null })
  return reply.type('application/samlmetadata+xml; charset=utf-8').send(xml)
}

function refuse(
  { services, demo, count }: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: RefusedSignIn,
): Promise<FastifyReply> {
  count('refused', refused.reason)
  return sendRefusal(reply, services, tenantOf(request), refused, demo)
}
