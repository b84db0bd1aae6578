import { randomBytes } from 'node:crypto'
import Provider, {
  type Configuration,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { oidcClaims, oidcScopes } from './claims.ts'
import { handoverPage } from './handover-page.ts'
import { html } from './html.ts'
import { memoryStore, type OidcClient } from './oidc-store.ts'
import { errorPage, type Page, page } from './page.ts'
import type { SandboxPerson } from './people.ts'

export interface OidcOpOptions {
  issuer: string
  tokenKey: JWK
  clients: ReadonlyMap<string, OidcClient>
  findPerson(id: string): SandboxPerson | undefined
}

/** Sets up the OpenID provider: authorization code with PKCE, no consent, logout started by the client. */
export function createOidcOp({ issuer, tokenKey, clients, findPerson }: OidcOpOptions): Provider {
  const configuration: Configuration = {
    adapter: memoryStore(clients),
    jwks: { keys: [{ ...tokenKey, kid: randomBytes(8).toString('hex') }] },
    claims: oidcScopes,
    // Relying parties that read only the ID token should find the claims there too.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: async (_ctx, id) => {
      const person = findPerson(id)
      return person && { accountId: id, claims: async () => oidcClaims(person) }
    },
    loadExistingGrant: grantEverything,
    interactions: { policy: alwaysChoose(), url: (_ctx, { uid }) => `/oidc/choose/${uid}` },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Cookies do not know ports: names and path keep these away from a Postern on the same host.
      names: { session: 'sandbox_session', interaction: 'sandbox_choice', resume: 'sandbox_resume' },
      long: { path: '/oidc' },
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 3600,
      IdToken: 3600,
      Grant: 86_400,
      Interaction: 3600,
      Session: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
    renderError: (ctx, out) => {
      const detail = [out.error, out.error_description].filter(Boolean).join(': ')
      send(ctx, errorPage(ctx.status, 'This sign-in cannot go on', detail))
    },
  }
  return new Provider(issuer, configuration)
}

/** Everybody chooses at every sign-in, also with a session: in a demonstration the next person is another one. */
function alwaysChoose(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const check = new interactionPolicy.Check('choose', 'Somebody has to be chosen', 'login_required', ctx =>
    ctx.oidc.result?.login || ctx.oidc.promptPending('none')
      ? interactionPolicy.Check.NO_NEED_TO_PROMPT
      : interactionPolicy.Check.REQUEST_PROMPT,
  )
  policy.get('login')?.checks.add(check)
  return policy
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(`${Object.keys(oidcScopes).join(' ')} offline_access`)
  await grant.save()
  return grant
}

/** Nothing is at stake in leaving the sandbox, so the confirmation presses on by itself. */
function logoutSource(ctx: KoaContextWithOIDC, form: string): void {
  const backTo = ctx.oidc.params?.post_logout_redirect_uri
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
  const title = 'Signing out of the sandbox'
  send(
    ctx,
    handoverPage({
      title,
      lead: 'You are leaving the person you chose.',
      button: 'Sign out',
      action: ctx.oidc.urlFor('end_session_confirm'),
      fields: { xsrf, logout: 'yes' },
      endsAt: typeof backTo === 'string' ? new URL(backTo).origin : undefined,
    }),
  )
}

function postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
  const title = 'Signed out of the sandbox'
  send(ctx, page({ title, content: html`<h1>${title}</h1><p>You can close this page.</p>` }))
}

function send(ctx: Pick<KoaContextWithOIDC, 'status' | 'set' | 'body'>, page: Page): void {
  ctx.status = page.status
  ctx.set(page.headers)
  ctx.body = page.body
}
