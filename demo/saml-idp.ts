import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Choice, readChoice } from './choice.ts'
import { choosingPage } from './choosing-page.ts'
import { handoverPage } from './handover-page.ts'
import { readForm, sendPage, sendText } from './http.ts'
import type { SandboxPerson } from './people.ts'
import { makeSamlResponse, type SamlResponseRequest } from './saml-fixtures.ts'
import { samlMetadata } from './saml-metadata.ts'
import { samlRefusal } from './saml-refusal.ts'
import {
  type FindServiceProvider,
  knownServiceProvider,
  readSamlRequest,
  relayStateOf,
  type SamlRequest,
} from './saml-request.ts'
import type { SigningKey } from './signing-key.ts'

export interface SamlIdpOptions {
  origin: string
  key: SigningKey
  people: readonly SandboxPerson[]
  find: FindServiceProvider
}

/** The SAML identity provider: metadata, single sign-on by redirect and by post, and the choice between people. */
export interface SamlIdp {
  entityId: string
  ssoUrl: string
  metadataXml: string
  respond(request: SamlResponseRequest): Promise<string>
  /** Answers a request under `/saml/`; false when the path is not one of its own. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>
}

export function createSamlIdp({ origin, key, people, find }: SamlIdpOptions): SamlIdp {
  const entityId = `${origin}/saml/metadata`
  const ssoUrl = `${origin}/saml/sso`
  const metadataXml = samlMetadata(entityId, ssoUrl, key.certificatePem)
  const respond = (request: SamlResponseRequest) => makeSamlResponse(entityId, key, request)

  /** Turns a choice into the message for the service provider, or undefined when nothing was chosen yet. */
  async function answer({ id, serviceProvider }: SamlRequest, choice: Choice): Promise<string | undefined> {
    if (choice.kind === 'again') return undefined
    if (choice.kind === 'cancel') return samlRefusal(entityId, serviceProvider.acsUrl, id)
    const overrides = serviceProvider.sign === undefined ? {} : { sign: serviceProvider.sign }
    const { entityId: spEntityId, acsUrl } = serviceProvider
    return respond({ spEntityId, acsUrl, inResponseTo: id, person: choice.person, overrides })
  }

  async function choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request)
    const serviceProvider = knownServiceProvider(form.get('sp') ?? '', find)
    const asked = { id: form.get('request') ?? '', serviceProvider, ...relayStateOf(form) }
    const choice = readChoice(form, people)
    const message = await answer(asked, choice)
    if (message !== undefined) return sendPage(response, returnPage(asked, message))
    const newcomer = choice.kind === 'again' && choice.newcomer ? { newcomer: choice.newcomer } : {}
    sendPage(response, choosingPage({ ...samlView(people, asked), ...newcomer }))
  }

  async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const posted = request.method === 'POST'
    if (url.pathname === '/saml/metadata') {
      sendText(response, 'application/samlmetadata+xml', metadataXml)
    } else if (url.pathname === '/saml/sso') {
      const asked = await readSamlRequest(posted ? await readForm(request) : url.searchParams, find)
      sendPage(response, choosingPage(samlView(people, asked)))
    } else if (url.pathname === '/saml/choose' && posted) {
      await choose(request, response)
    } else {
      return false
    }
    return true
  }

  return { entityId, ssoUrl, metadataXml, respond, handle }
}

/** The page carries the request itself: the sandbox remembers nothing, and the ACS is always the registered one. */
function samlView(people: readonly SandboxPerson[], { id, serviceProvider, relayState }: SamlRequest) {
  return {
    people,
    action: '/saml/choose',
    carried: {
      sp: serviceProvider.entityId,
      request: id,
      ...(relayState !== undefined && { RelayState: relayState }),
    },
    askedBy: new URL(serviceProvider.acsUrl).origin,
  }
}

function returnPage({ serviceProvider, relayState }: SamlRequest, SAMLResponse: string) {
  const { acsUrl } = serviceProvider
  return handoverPage({
    title: 'Taking you back',
    lead: `The answer goes to ${new URL(acsUrl).origin}.`,
    button: 'Continue',
    action: acsUrl,
    fields: { SAMLResponse, ...(relayState !== undefined && { RelayState: relayState }) },
  })
}
