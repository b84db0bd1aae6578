import type { PortalView } from '@postern/contract/portal-view.ts'
import { refusedBecause } from '@postern/contract/portal-view.ts'
import { render } from '@postern/portal/render.ts'
import type { FastifyReply } from 'fastify'
import { portalLook } from '../flows/portal-page.ts'
import type { RefusedSignIn } from '../flows/refused-sign-in.ts'
import type { TenantPlace } from '../flows/tenants.ts'
import type { Services } from '../services.ts'

const statusOf = {
  login: 200,
  landing: 200,
  'signed-out': 200,
  refused: 403,
  unavailable: 403,
  'not-found': 404,
} as const satisfies Record<PortalView['page'], number>

/** Answers a portal page. */
export function sendPage(reply: FastifyReply, view: PortalView): FastifyReply {
  return reply.status(statusOf[view.page]).type('text/html; charset=utf-8').send(render(view))
}

/** Answers a refused sign-in: calm words and the short id, in the portal's own looks when there is a portal. */
export async function sendRefusal(
  reply: FastifyReply,
  services: Pick<Services, 'db'>,
  tenant: TenantPlace,
  refused: RefusedSignIn,
  demo: boolean,
): Promise<FastifyReply> {
  const common = { locale: 'en', dir: 'ltr', demo } as const
  const portal = refused.portalUrl === null ? null : await portalLook(services, tenant.id, refused.portalUrl)
  if (!portal) return sendPage(reply, { ...common, page: 'not-found', reference: refused.shortId })
  return sendPage(reply, {
    ...common,
    page: 'refused',
    portal: portal.look,
    because: refusedBecause(refused.reason),
    reference: refused.shortId,
    contact: null,
    wayBack: portal.look.home,
  })
}
