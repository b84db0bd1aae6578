import type { TenantId } from '@postern/contract/ids.ts'
import type {
  LandingView,
  LoginView,
  NotFoundView,
  PortalLook,
  UnavailableView,
} from '@postern/contract/portal-view.ts'
import { withTenant } from '../db/transaction.ts'
import { type Landing, readLanding } from '../facts/landing.ts'
import { type PortalFront, readPortalFront } from '../facts/portal.ts'
import type { Services } from '../services.ts'
import { findSession } from '../session/find-session.ts'

const page = { locale: 'en', dir: 'ltr' } as const

export interface PortalVisit {
  readonly tenant: TenantId
  readonly url: string
  /** The session cookie of a portal uid, or null. */
  readonly sessionOf: (portalUid: string) => string | null
  readonly demo: boolean
}

/** The landing page without its way out, which `http` adds: the form's secret is bound to the session's token. */
export type LandingPage = Omit<LandingView, 'signOut'>

export type PortalPage =
  | LoginView
  | UnavailableView
  | NotFoundView
  | (LandingPage & { readonly session: string })

/** What a portal's address shows this visitor: its landing page when signed in, otherwise its login page. */
export async function portalPage(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  visit: PortalVisit,
): Promise<PortalPage> {
  return withTenant(db, visit.tenant, async tx => {
    const portal = await readPortalFront(tx, visit.url)
    if (!portal) return { ...page, page: 'not-found', demo: visit.demo, reference: null }
    const look = lookOf(portal)
    if (portal.state !== 'active')
      return { ...page, page: 'unavailable', demo: visit.demo, portal: look, reference: null, contact: null }
    const token = visit.sessionOf(portal.uid)
    const session = token === null ? null : await findSession(tx, token, { at: portal.id, now: clock.now() })
    if (token === null || !session) return loginView(portal, look, visit.demo)
    return {
      ...landingView(portal, look, visit.demo, await readLanding(tx, session.account)),
      session: token,
    }
  })
}

/** How a portal looks to its visitors, or null: for pages made without a visit, such as a refusal. */
export async function portalLook(
  { db }: Pick<Services, 'db'>,
  tenant: TenantId,
  url: string,
): Promise<{ look: PortalLook; uid: string } | null> {
  const portal = await withTenant(db, tenant, tx => readPortalFront(tx, url))
  return portal && { look: lookOf(portal), uid: portal.uid }
}

function lookOf(portal: PortalFront): PortalLook {
  return {
    name: portal.name,
    organization: portal.organization,
    home: `/p/${portal.url}`,
    branding: { logo: portal.branding.logo ?? null, primary: portal.branding.primary ?? null },
  }
}

function loginView(portal: PortalFront, look: PortalLook, demo: boolean): LoginView {
  const connections = portal.connections.map(({ uid, name }) => ({
    uid,
    label: name,
    href: `/sso/${uid}/login?return_to=${encodeURIComponent(look.home)}`,
  }))
  return { ...page, page: 'login', demo, portal: look, connections, contact: null }
}

function landingView(portal: PortalFront, look: PortalLook, demo: boolean, landing: Landing): LandingPage {
  const name = [landing.first_name, landing.last_name].filter(part => part !== '').join(' ')
  return {
    ...page,
    page: 'landing',
    demo,
    portal: look,
    person: { name: name || (landing.profile?.name ?? landing.login), email: landing.email },
    profile: landing.profile && {
      name: landing.profile.name,
      type: landing.profile.type,
      status: landing.profile.status,
    },
    attributes: landing.attributes,
    roles: landing.roles,
    location: landing.location,
    since: landing.created_at.toISOString(),
    timeZone: landing.profile?.timeZone ?? 'UTC',
    inactivityMinutes: portal.inactivity_minutes,
    contact: null,
  }
}
