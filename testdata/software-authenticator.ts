import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@postern/contract/api/passkeys.ts'

/**
 * A passkey in software, for tests without a browser: what a platform authenticator answers to
 * `navigator.credentials.create` and `.get` (WebAuthn level 3 §6), attestation `none`, ES256.
 */
export class SoftwareAuthenticator {
  /** Whether the person is verified (PIN, finger): turn off to see the refusal. */
  verifies = true
  counter = 0
  readonly origin: string
  readonly #rpId: string
  readonly #id = randomBytes(32)
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #user = Buffer.alloc(0)

  constructor(origin: string) {
    this.origin = origin
    this.#rpId = new URL(origin).hostname
  }

  create(options: PasskeyOptions): PasskeyRegistration {
    const user = options.user as { id: string }
    this.#user = Buffer.from(user.id, 'base64url')
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      Buffer.from([0xa0]),
      cborText('authData'),
      cborBytes(this.#authenticatorData(true)),
    ])
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
      },
    }
  }

  get(options: PasskeyOptions): PasskeyAssertion {
    this.counter += 1
    const clientData = this.#clientData('webauthn.get', options.challenge)
    const data = this.#authenticatorData(false)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
        userHandle: this.#user.toString('base64url'),
      },
    }
  }

  #envelope() {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  #authenticatorData(attested: boolean): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const flags = 0x01 | (this.verifies ? 0x04 : 0) | (attested ? 0x40 : 0)
    const head = [createHash('sha256').update(this.#rpId).digest(), Buffer.from([flags]), counter]
    return Buffer.concat(attested ? [...head, this.#attestedKey()] : head)
  }

  #attestedKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.#id.length)
    // COSE key: kty EC2, alg ES256, crv P-256, x, y
    const cose = [
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      cborBytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      cborBytes(Buffer.from(y, 'base64url')),
    ]
    return Buffer.concat([Buffer.alloc(16), length, this.#id, ...cose])
  }
}

const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from(head), bytes])
}
