import type { RefusalCode } from './reasons.ts'

/**
 * What one portal page shows. One server function makes it from saved or draft settings, `portal/render.ts` turns it
 * into HTML and adds nothing but words and looks. Addresses in it are paths on the portal's own host.
 */
export type PortalView =
  | LoginView
  | LandingView
  | SignedOutView
  | RefusedView
  | UnavailableView
  | NotFoundView

/** Languages the portal pages have texts for. */
export type Locale = 'en'

interface AnyPage {
  readonly locale: Locale
  readonly dir: 'ltr' | 'rtl'
  /** The demo tenant: every page says that its people are made up. */
  readonly demo: boolean
}

interface PortalPage extends AnyPage {
  readonly portal: PortalLook
}

/** The portal as its visitors see it. */
export interface PortalLook {
  readonly name: string
  readonly organization: string
  /** Path of the portal, for example `/p/physicians`; its style sheet lies below. */
  readonly home: string
  readonly branding: Branding
}

export interface Branding {
  /** Path on this host or `data:image/…;base64,…`: the content security policy allows no other image. */
  readonly logo: string | null
  /** `#rgb` or `#rrggbb`. Anything else counts as none. */
  readonly primary: string | null
}

/** Whom to ask. `href` is a `mailto:`, `tel:` or `https:` address; other schemes are shown as text only. */
export interface Contact {
  readonly label: string
  readonly href: string | null
}

export interface LoginView extends PortalPage {
  readonly page: 'login'
  /** Ways to sign in, in the order shown. May be empty. */
  readonly connections: readonly {
    readonly uid: string
    /** The connection's name: the button says *Continue with …*. */
    readonly label: string
    /** `/sso/{uid}/login?return_to=…` */
    readonly href: string
  }[]
  readonly notice?: 'signed-out' | 'timed-out' | undefined
  readonly contact: Contact | null
}

export interface LandingView extends PortalPage {
  readonly page: 'landing'
  readonly person: { readonly name: string; readonly email: string | null }
  /** The record about the person. Null: the account refers to none. */
  readonly profile: { readonly name: string; readonly type: string; readonly status: string } | null
  /** Attributes of the profile in display form, in the order of its type. */
  readonly attributes: readonly { readonly label: string; readonly value: string }[]
  readonly roles: readonly string[]
  readonly location: string | null
  /** When the account was made: ISO 8601 instant, shown as a day in `timeZone` (IANA name). */
  readonly since: string
  readonly timeZone: string
  /** Minutes without activity after which the session ends. */
  readonly inactivityMinutes: number
  readonly signOut: {
    readonly action: string
    /** Hidden field that the POST carries. */
    readonly csrf: { readonly name: string; readonly value: string }
  }
  readonly contact: Contact | null
}

export interface SignedOutView extends PortalPage {
  readonly page: 'signed-out'
  readonly wayBack: string
}

export interface RefusedView extends PortalPage {
  readonly page: 'refused'
  readonly because: RefusedBecause
  /** Short id of the attempt: the person reads it out, an administrator types it in. */
  readonly reference: string
  readonly contact: Contact | null
  readonly wayBack: string
}

/** A portal that exists and is not open: disabled. */
export interface UnavailableView extends PortalPage {
  readonly page: 'unavailable'
  readonly reference: string | null
  readonly contact: Contact | null
}

/** No portal at this address. */
export interface NotFoundView extends AnyPage {
  readonly page: 'not-found'
  readonly reference: string | null
}

/**
 * What a refused person is told: coarser than the reason on purpose. Everything that `decide` refuses reads the same,
 * so that nobody can find out who has an account, a profile or a role by signing in as somebody else.
 *
 * `start-again`: the sign-in went stale, a new one helps. `not-vouched`: the identity provider said no, or
 * the person turned back there. `sign-in-service`: its answer cannot be used. `closed`: nobody comes in this way now. `no-access`: the sign-in worked, the portal stays shut.
 */
export type RefusedBecause = 'start-again' | 'not-vouched' | 'sign-in-service' | 'closed' | 'no-access'

const told: Readonly<Partial<Record<RefusalCode, RefusedBecause>>> = {
  'portal.disabled': 'closed',
  'connection.unknown': 'closed',
  'connection.disabled': 'closed',
  'connection.changed': 'start-again',
  'flow.unknown': 'start-again',
  'flow.expired': 'start-again',
  'flow.other-connection': 'start-again',
  'flow.other-browser': 'start-again',
  'saml.status': 'not-vouched',
  'oidc.provider-error': 'not-vouched',
  'saml.in-response-to': 'start-again',
  'saml.expired': 'start-again',
  'oidc.state': 'start-again',
  'oidc.nonce': 'start-again',
  'oidc.expired': 'start-again',
  'assertion.replayed': 'start-again',
}

/** What to tell the person whom `code` refuses. */
export function refusedBecause(code: RefusalCode): RefusedBecause {
  const verifying = code.startsWith('saml.') || code.startsWith('oidc.')
  return told[code] ?? (verifying ? 'sign-in-service' : 'no-access')
}
