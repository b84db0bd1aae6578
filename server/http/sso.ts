import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { claimSession } from '../flows/claim-session.ts'
import { finishSignIn } from '../flows/finish-sign-in.ts'
import type { OpenConnections } from '../flows/open-connection.ts'
import type { RefusedSignIn } from '../flows/refused-sign-in.ts'
import { serviceProviderMetadata } from '../flows/service-provider-metadata.ts'
import { startSignIn } from '../flows/start-sign-in.ts'
import type { TenantPlace } from '../flows/tenants.ts'
import type { Services } from '../services.ts'
import { tenantOf } from './app.ts'
import { isSecure } from './is-secure.ts'
import { sendPage, sendRefusal } from './portal-answers.ts'
import { browserBinding, portalSession, setBrowserBinding, setPortalSession } from './portal-cookies.ts'
import { limitVisits } from './visit-limits.ts'

export interface SignInRoutes {
  readonly services: Services & { connections: OpenConnections }
  readonly demo: boolean
  readonly rateLimits: 'on' | 'off'
  /** Counts outcomes for the metrics. */
  readonly count: (outcome: 'admitted' | 'refused', reason: string | null) => void
}

// identity providers post nothing larger; the verifier has its own limit on what is inside
const responseLimit = 1_048_576
const connectionParams = z.object({ connection: z.string().max(100) })

/** Protocol endpoints, under the connection's immutable uid. */
export function ssoRoutes({ services, demo, rateLimits, count }: SignInRoutes) {
  const refuse = (reply: FastifyReply, tenant: TenantPlace, refused: RefusedSignIn) => {
    count('refused', refused.reason)
    return sendRefusal(reply, services, tenant, refused, demo)
  }
  return async (app: FastifyInstance): Promise<void> => {
    await limitVisits(app, rateLimits)
    app.get('/sso/:connection/login', async (request, reply) => {
      const tenant = tenantOf(request)
      const { connection } = connectionParams.parse(request.params)
      const { return_to: returnTo } = z
        .object({ return_to: z.string().optional().catch(undefined) })
        .parse(request.query)
      const browser = browserBinding(request, isSecure(tenant))
      const started = await startSignIn(services, { tenant, connection, returnTo, browser })
      if (started.is === 'refused') return refuse(reply, tenant, started)
      setBrowserBinding(reply, isSecure(tenant), started.browser)
      return reply.redirect(started.redirect, 303)
    })

    app.post('/sso/:connection/acs', { bodyLimit: responseLimit }, async (request, reply) => {
      const tenant = tenantOf(request)
      const { connection } = connectionParams.parse(request.params)
      // a repeated field arrives as a list: which of the two was meant is not ours to guess
      const { SAMLResponse } = z
        .object({ SAMLResponse: z.string().catch('') })
        .catch({ SAMLResponse: '' })
        .parse(request.body)
      const finished = await finishSignIn(services, tenant, connection, {
        by: 'saml-post',
        samlResponse: SAMLResponse,
      })
      if (finished.is === 'refused') return refuse(reply, tenant, finished)
      return toFinish(reply, connection, finished.handoff)
    })

    app.get('/sso/:connection/callback', async (request, reply) => {
      const tenant = tenantOf(request)
      const { connection } = connectionParams.parse(request.params)
      const query = request.url.split('?')[1] ?? ''
      const state = new URLSearchParams(query).get('state') ?? ''
      const finished = await finishSignIn(services, tenant, connection, { by: 'oidc-callback', query, state })
      if (finished.is === 'refused') return refuse(reply, tenant, finished)
      return toFinish(reply, connection, finished.handoff)
    })

    app.get('/sso/:connection/finish', async (request, reply) => {
      const tenant = tenantOf(request)
      const secure = isSecure(tenant)
      const { connection } = connectionParams.parse(request.params)
      const { handoff } = z.object({ handoff: z.string().max(200).catch('') }).parse(request.query)
      const browser = browserBinding(request, secure) ?? null
      const previousAt = (uid: string) => portalSession(request, secure, uid)
      const claimed = await claimSession(services, tenant, { connection, handoff, browser, previousAt })
      if (claimed.is === 'refused') return refuse(reply, tenant, claimed)
      count('admitted', null)
      setPortalSession(reply, secure, claimed.portal.uid, claimed.token)
      return reply.redirect(claimed.returnTo, 303)
    })

    app.get('/sso/:connection/metadata', async (request, reply) => {
      const tenant = tenantOf(request)
      const { connection } = connectionParams.parse(request.params)
      const metadata = await serviceProviderMetadata(services, tenant, connection)
      if (metadata === null)
        return sendPage(reply, { page: 'not-found', locale: 'en', dir: 'ltr', demo, reference: null })
      return reply.type('application/samlmetadata+xml; charset=utf-8').send(metadata)
    })
  }
}

/** The same-site step at which the browser binding is checked. */
function toFinish(reply: FastifyReply, connection: string, handoff: string): FastifyReply {
  return reply.redirect(
    `/sso/${encodeURIComponent(connection)}/finish?handoff=${encodeURIComponent(handoff)}`,
    303,
  )
}
