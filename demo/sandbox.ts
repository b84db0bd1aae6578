import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { html } from './html.ts'
import { RequestError, sendPage, sendText } from './http.ts'
import { chooseForOidc } from './oidc-choosing.ts'
import { createOidcOp } from './oidc-op.ts'
import type { OidcClient } from './oidc-store.ts'
import { errorPage, page, styleSheet } from './page.ts'
import { builtInPeople, type SandboxPerson } from './people.ts'
import type { SamlResponseRequest } from './saml-fixtures.ts'
import { createSamlIdp } from './saml-idp.ts'
import type { FindServiceProvider, SamlServiceProvider } from './saml-request.ts'
import { makeSigningKey, makeTokenKey, type SigningKey } from './signing-key.ts'

export interface SandboxOptions {
  /** Address to listen on. Default `127.0.0.1`. */
  host?: string
  /** 0 takes any free port. */
  port: number
  /** Host name in issuer URLs. Default `localhost`; browser tests give another, so that the two are cross-site. */
  publicHost?: string
  /** Who may ask for SAML sign-ins: a list, or a look-up made at each request. */
  samlServiceProviders: readonly SamlServiceProvider[] | FindServiceProvider
  oidcClients: readonly OidcClient[]
  /** Default: `builtInPeople`. */
  people?: readonly SandboxPerson[]
  /** Keep it between starts where a connection has stored the certificate. Default: a fresh one. */
  samlKey?: SigningKey
}

/** A running sandbox identity provider. */
export interface Sandbox {
  origin: string
  oidcIssuer: string
  samlEntityId: string
  samlMetadataXml: string
  samlSsoUrl: string
  people: readonly SandboxPerson[]
  /** Makes a base64 SAMLResponse without a browser; `overrides` spoil it. */
  samlResponse(request: SamlResponseRequest): Promise<string>
  allowSamlSp(serviceProvider: SamlServiceProvider): void
  allowOidcClient(client: OidcClient): void
  close(): Promise<void>
}

/** Starts the sandbox identity provider, OpenID Connect under `/oidc` and SAML under `/saml`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const server = createServer()
  const [samlKey, tokenKey] = await Promise.all([options.samlKey ?? makeSigningKey(), makeTokenKey()])
  const origin = await listen(server, options)
  const people = options.people ?? builtInPeople
  const known = new Map(people.map(person => [person.id, person]))
  const clients = new Map(options.oidcClients.map(client => [client.clientId, client]))
  const { find, allow } = serviceProviders(options.samlServiceProviders)

  const oidcIssuer = `${origin}/oidc`
  const saml = createSamlIdp({ origin, key: samlKey, people, find })
  const provider = createOidcOp({ issuer: oidcIssuer, tokenKey, clients, findPerson: id => known.get(id) })
  const admit = (person: SandboxPerson) => void known.set(person.id, person)
  const oidc = provider.callback()

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname.startsWith('/oidc/choose/')) {
      return chooseForOidc(provider, people, admit, request, response)
    }
    if (url.pathname.startsWith('/oidc/')) return mount(oidc, request, response)
    if (await saml.handle(request, response, url)) return
    if (url.pathname === '/sandbox.css') return sendText(response, 'text/css; charset=utf-8', styleSheet)
    if (url.pathname === '/') return sendPage(response, frontPage(oidcIssuer, saml.entityId))
    throw new RequestError(404, 'Nothing is at this address.')
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    route(request, response).catch(error => fail(response, error))
  })

  return {
    origin,
    oidcIssuer,
    samlEntityId: saml.entityId,
    samlMetadataXml: saml.metadataXml,
    samlSsoUrl: saml.ssoUrl,
    people,
    samlResponse: saml.respond,
    allowSamlSp: allow,
    allowOidcClient: client => void clients.set(client.clientId, client),
    close: () => stop(server),
  }
}

function serviceProviders(given: SandboxOptions['samlServiceProviders']) {
  const allowed = new Map<string, SamlServiceProvider>()
  if (typeof given !== 'function') for (const sp of given) allowed.set(sp.entityId, sp)
  const find: FindServiceProvider = id =>
    allowed.get(id) ?? (typeof given === 'function' ? given(id) : undefined)
  return { find, allow: (sp: SamlServiceProvider) => void allowed.set(sp.entityId, sp) }
}

/** oidc-provider learns the path it is mounted under from the difference between the two addresses. */
function mount(
  handler: (req: IncomingMessage, res: ServerResponse) => unknown,
  req: IncomingMessage,
  res: ServerResponse,
) {
  Object.assign(req, { originalUrl: req.url })
  req.url = req.url?.slice('/oidc'.length) ?? '/'
  handler(req, res)
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  // oidc-provider's errors carry the status too: an expired choice, a cookie that is gone.
  const { status, message } = error as Partial<RequestError>
  if (typeof status !== 'number') console.error(error)
  sendPage(
    response,
    errorPage(status ?? 500, 'This sign-in cannot go on', message ?? 'Something went wrong.'),
  )
}

function frontPage(oidcIssuer: string, samlMetadataUrl: string) {
  return page({
    title: 'Addresses',
    content: html`<h1>Addresses</h1>
<p class="lead">Start at a portal: it sends you here to choose who to be. For a portal of your own, paste the document at the SAML metadata address into a new SAML connection.</p>
<dl><dt>OpenID Connect issuer</dt><dd><a href="${oidcIssuer}/.well-known/openid-configuration">${oidcIssuer}</a></dd>
<dt>SAML metadata</dt><dd><a href="${samlMetadataUrl}">${samlMetadataUrl}</a></dd></dl>`,
  })
}

function listen(server: Server, { host = '127.0.0.1', port, publicHost = 'localhost' }: SandboxOptions) {
  return new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(`http://${publicHost}:${(server.address() as AddressInfo).port}`)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
