import { createHash } from 'node:crypto'
import type { PortalView } from '@postern/contract/portal-view.ts'
import { Problem } from '@postern/contract/problems.ts'
import { assets, cachedForEver } from '@postern/portal/assets.ts'
import { portalStyle } from '@postern/portal/stylesheet.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type PortalPage, portalLook, portalPage } from '../flows/portal-page.ts'
import { signOut } from '../flows/sign-out.ts'
import type { Services } from '../services.ts'
import { tenantOf } from './app.ts'
import { isSecure } from './is-secure.ts'
import { sendPage } from './portal-answers.ts'
import { clearPortalSession, portalSession } from './portal-cookies.ts'
import { readRequest } from './read-request.ts'
import { limitVisits } from './visit-limits.ts'

export interface PortalRoutes {
  readonly services: Services
  readonly demo: boolean
  readonly rateLimits: 'on' | 'off'
}

const portalParams = z.object({ portal: z.string().max(100) })
const signOutForm = z.object({ csrf: z.string() }).catch({ csrf: '' })
const styleQuery = z.object({ v: z.string().optional().catch(undefined) })

/** Portal pages, by the portal's URL. */
export function portalRoutes({ services, demo, rateLimits }: PortalRoutes) {
  const visit = async (request: FastifyRequest) => {
    const tenant = tenantOf(request)
    const { portal: url } = readRequest(portalParams, request.params)
    const sessionOf = (uid: string) => portalSession(request, isSecure(tenant), uid)
    const page = await portalPage(services, { tenant: tenant.id, url, sessionOf, demo })
    return { page, home: `/p/${encodeURIComponent(url.toLowerCase())}` }
  }

  return async (app: FastifyInstance): Promise<void> => {
    await limitVisits(app, rateLimits)
    for (const asset of assets) {
      app.get(asset.path, (_request, reply) =>
        reply.header('cache-control', cachedForEver).type(asset.contentType).send(asset.body),
      )
    }

    app.get('/p/:portal', async (request, reply) => {
      const { page, home } = await visit(request)
      return page.page === 'login' ? reply.redirect(`${home}/login`, 303) : sendVisit(reply, page)
    })

    app.get('/p/:portal/login', async (request, reply) => {
      const { page, home } = await visit(request)
      return page.page === 'landing' ? reply.redirect(home, 303) : sendVisit(reply, page)
    })

    app.get('/p/:portal/logout', async (request, reply) => {
      const { page, home } = await visit(request)
      if (page.page === 'landing') return reply.redirect(home, 303)
      if (page.page !== 'login') return sendVisit(reply, page)
      const { locale, dir, portal } = page
      return sendPage(reply, { page: 'signed-out', locale, dir, demo, portal, wayBack: home })
    })

    app.post('/p/:portal/logout', async (request, reply) => {
      const tenant = tenantOf(request)
      const { portal: url } = readRequest(portalParams, request.params)
      const { csrf } = readRequest(signOutForm, request.body)
      const portal = await portalLook(services, tenant.id, url)
      const token = portal && portalSession(request, isSecure(tenant), portal.uid)
      if (!portal || token === null) return reply.redirect(`/p/${encodeURIComponent(url)}/logout`, 303)
      if (csrf !== csrfOf(token)) throw new Problem('csrf.mismatch')
      await signOut(services, tenant.id, token)
      clearPortalSession(reply, isSecure(tenant), portal.uid)
      return reply.redirect(`${portal.look.home}/logout`, 303)
    })

    app.get('/p/:portal/style.css', async (request, reply) => {
      const { portal: url } = readRequest(portalParams, request.params)
      const portal = await portalLook(services, tenantOf(request).id, url)
      if (!portal) throw new Problem('resource.unknown')
      const { css, hash } = portalStyle(portal.look.branding)
      const asked = readRequest(styleQuery, request.query).v
      if (asked === hash) reply.header('cache-control', cachedForEver)
      return reply.type('text/css; charset=utf-8').send(css)
    })

    // the address people are given by word of mouth
    app.get('/:portal', async (request, reply) => {
      const { portal: url } = readRequest(portalParams, request.params)
      const portal = await portalLook(services, tenantOf(request).id, url)
      if (portal) return reply.redirect(portal.look.home, 302)
      return sendPage(reply, { page: 'not-found', locale: 'en', dir: 'ltr', demo, reference: null })
    })
  }
}

function sendVisit(reply: FastifyReply, page: PortalPage): FastifyReply {
  return sendPage(reply, page.page === 'landing' ? withSignOut(page) : page)
}

function withSignOut({ session, ...page }: Extract<PortalPage, { page: 'landing' }>): PortalView {
  const csrf = { name: 'csrf', value: csrfOf(session) }
  return { ...page, signOut: { action: `${page.portal.home}/logout`, csrf } }
}

/** Bound to the session and unguessable without its cookie; says nothing about it. */
const csrfOf = (token: string) => createHash('sha256').update(`postern sign-out ${token}`).digest('base64url')
