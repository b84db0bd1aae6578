import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'

type Claims = Record<string, unknown>

/** What the next sign-in at the fake provider bends; nothing bent is accepted. */
export interface Bend {
  /** Changes to the id token's claims; undefined takes one away. */
  readonly idToken?: Claims
  readonly userInfo?: Claims
  /** Signs the id token another way than with the published key. */
  readonly signed?: 'other-key' | 'unknown-key' | 'none' | 'with-secret' | 'spoilt'
  /** Answers of endpoints in place of their own: status and body. */
  readonly token?: readonly [number, unknown]
  readonly userInfoAnswer?: readonly [number, unknown]
  readonly jwks?: readonly [number, unknown]
}

export interface FakeOp {
  readonly issuer: string
  bend: Bend
  /** The nonce that the id token repeats. */
  nonce: string
  /** Form fields of the last code exchange. */
  exchanged: URLSearchParams
  /** Members of the discovery document that are replaced. */
  discovery: Claims
  close(): Promise<void>
}

export const clientId = 'campus-portal'
export const clientSecret = 'campus-portal-secret-of-32-letters'

interface Keys {
  readonly own: CryptoKey
  readonly other: CryptoKey
  readonly jwks: object
}

async function makeKeys(): Promise<Keys> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }
  return { own: own.privateKey, other: other.privateKey, jwks: { keys: [jwk] } }
}

/** An OpenID provider on loopback that says whatever a test wants. */
export async function startFakeOp(): Promise<FakeOp> {
  const keys = await makeKeys()
  const server = createServer()
  const issuer = await new Promise<string>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
  const op: FakeOp = {
    issuer,
    bend: {},
    nonce: '',
    exchanged: new URLSearchParams(),
    discovery: {},
    close: () => stop(server),
  }
  server.on('request', (request, response) => void answer(op, keys, request, response))
  return op
}

async function answer(
  op: FakeOp,
  keys: Keys,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = ([status, body]: readonly [number, unknown]) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  switch (request.url) {
    case '/.well-known/openid-configuration':
      return send([200, { ...discoveryOf(op.issuer), ...op.discovery }])
    case '/jwks':
      return send(op.bend.jwks ?? [200, keys.jwks])
    case '/userinfo':
      return send(
        op.bend.userInfoAnswer ?? [200, { sub: 'person-1', department: 'Nursing', ...op.bend.userInfo }],
      )
    case '/token':
      op.exchanged = new URLSearchParams(await bodyOf(request))
      return send(
        op.bend.token ?? [
          200,
          { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: await idToken(op, keys) },
        ],
      )
    default:
      return send([404, {}])
  }
}

const discoveryOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
})

async function idToken(op: FakeOp, { own, other }: Keys): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: op.issuer,
    aud: clientId,
    sub: 'person-1',
    nonce: op.nonce,
    iat: now,
    exp: now + 300,
    email: 'ann@campus.example',
    email_verified: true,
    ...op.bend.idToken,
  }
  const payload = JSON.parse(JSON.stringify(claims))
  const signedBy = (key: CryptoKey | Uint8Array, alg = 'RS256', kid = 'own') =>
    new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(key)
  switch (op.bend.signed) {
    case 'other-key':
      return signedBy(other)
    case 'unknown-key':
      return signedBy(other, 'RS256', 'nobody')
    case 'none':
      return new UnsecuredJWT(payload).encode()
    case 'with-secret':
      return signedBy(new TextEncoder().encode(clientSecret), 'HS256')
    case 'spoilt':
      return (await signedBy(own)).replace(/\.([^.]*)\./, (_, body: string) => `.${mallory(body)}.`)
    default:
      return signedBy(own)
  }
}

/** The same claims of somebody else, under the same signature. */
const mallory = (body: string) =>
  Buffer.from(Buffer.from(body, 'base64url').toString().replace('person-1', 'person-2')).toString('base64url')

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
