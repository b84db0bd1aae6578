import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { ConnectionConfig } from '@postern/contract/connection-config.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { builtInPeople, type SandboxPerson } from '@postern/demo/people.ts'
import { makeSamlResponse, type SamlOverrides } from '@postern/demo/saml-fixtures.ts'
import { makeSigningKey, type SigningKey } from '@postern/demo/signing-key.ts'
import { addressesOf } from '@postern/server/flows/addresses.ts'
import { finishSignIn, type SignInFinished } from '@postern/server/flows/finish-sign-in.ts'
import { type OpenConnections, openConnections } from '@postern/server/flows/open-connection.ts'
import { startSignIn } from '@postern/server/flows/start-sign-in.ts'
import type { Clock } from '@postern/server/platform/clock.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import { keyRing } from '@postern/server/platform/key-ring.ts'
import type { Services } from '@postern/server/services.ts'
import { addTenant, type TestDatabase } from './database.ts'
import { addHospital, type Hospital, type HospitalOptions } from './hospital.ts'

/** A tenant with one SAML connection and an identity provider whose key the test holds. */
export interface Doorway {
  readonly services: Services & { connections: OpenConnections }
  readonly tenant: { id: TenantId; origin: string }
  readonly hospital: Hospital
  /** The key ring's only key: a second process that serves the same tenant holds it too. */
  readonly secret: Buffer
  readonly idp: { readonly entityId: string; readonly key: SigningKey }
  /** Moves the clock; null returns to the real time. */
  at(now: Date | null): void
  /** Begins a sign-in and returns its request id and the browser's cookie. */
  begin(): Promise<{ requestId: string; browser: string }>
  /** Makes a response for a request, spoiled by `overrides`. */
  respond(requestId: string, person: SandboxPerson, overrides?: SamlOverrides): Promise<string>
  /** Comes back with a response. */
  post(samlResponse: string): Promise<SignInFinished>
  /** Both of the above: a response is made and posted. */
  answer(requestId: string, person: SandboxPerson, overrides?: SamlOverrides): Promise<SignInFinished>
  /** All of it, from the portal's button on. */
  signIn(person: SandboxPerson, overrides?: SamlOverrides): Promise<SignInFinished>
}

const uid = 'mercy_idp'

export async function doorway(
  db: TestDatabase,
  name: string,
  options: Partial<HospitalOptions> = {},
): Promise<Doorway> {
  const key = await makeSigningKey()
  const entityId = 'https://idp.example.test/saml'
  const id = await addTenant(db, name)
  const origin = `https://${name}.example.test`
  const hospital = await addHospital(db, id, { ...options, config: samlConfig(entityId, key) })
  let fixed: Date | null = null
  const clock: Clock = { now: () => fixed ?? new Date() }
  const secret = randomBytes(32)
  const base = { db, clock, ids: systemIds, keys: keyRing([secret]) }
  const services = { ...base, connections: openConnections(base, { fetch, allowsHttp: () => true }) }
  const { acs, metadata } = addressesOf(origin, uid)
  const tenant = { id, origin }
  const begin: Doorway['begin'] = async () => {
    const started = await startSignIn(services, {
      tenant,
      connection: uid,
      returnTo: undefined,
      browser: undefined,
    })
    if (started.is === 'refused') throw new Error(`the sign-in did not begin: ${started.reason}`)
    return { requestId: requestIdOf(started.redirect), browser: started.browser }
  }
  const respond: Doorway['respond'] = (inResponseTo, person, overrides = {}) =>
    makeSamlResponse(entityId, key, { spEntityId: metadata, acsUrl: acs, inResponseTo, person, overrides })
  const post: Doorway['post'] = samlResponse =>
    finishSignIn(services, tenant, uid, { by: 'saml-post', samlResponse })
  const answer: Doorway['answer'] = async (...request) => post(await respond(...request))
  return {
    services,
    tenant,
    hospital,
    secret,
    idp: { entityId, key },
    at: now => {
      fixed = now
    },
    begin,
    respond,
    post,
    answer,
    signIn: async (person, overrides) => answer((await begin()).requestId, person, overrides),
  }
}

export function samlConfig(entityId: string, key: SigningKey): ConnectionConfig {
  return {
    kind: 'saml',
    entityId,
    ssoUrl: 'https://idp.example.test/saml/sso',
    certificates: [key.certificatePem.replace(/-----[^-]+-----|\s/g, '')],
    wantResponseSigned: false,
    signRequests: false,
    clockToleranceSeconds: 60,
  }
}

/** The ID attribute inside a redirect-binding AuthnRequest. */
export function requestIdOf(redirect: string): string {
  const encoded = new URL(redirect).searchParams.get('SAMLRequest') ?? ''
  const xml = inflateRawSync(Buffer.from(encoded, 'base64')).toString()
  return / ID="([^"]+)"/.exec(xml)?.[1] ?? ''
}

/** Somebody nobody has seen before. */
export function stranger(nth: number): SandboxPerson {
  const [template] = builtInPeople
  if (!template) throw new Error('the sandbox has no people')
  return {
    ...template,
    id: `stranger-${nth}`,
    email: `stranger${nth}@mercy.example`,
    npi: String(2_000_000_000 + nth),
  }
}
