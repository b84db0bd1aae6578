import { randomBytes } from 'node:crypto'
import samlp from 'samlp'
import { type SamlAttribute, samlAttributes } from './claims.ts'
import type { SandboxPerson } from './people.ts'
import type { SigningKey } from './signing-key.ts'

/** Which elements carry a signature of their own. */
export type SamlSigning = 'assertion' | 'response' | 'both' | 'none'

/** Ways to spoil a response, or to bend it; each leaves everything else as the accepted twin has it. */
export interface SamlOverrides {
  sign?: SamlSigning
  /** Signs with, and names, another key than the one in the metadata. */
  key?: SigningKey
  issuer?: string
  audience?: string
  recipient?: string
  destination?: string
  nameId?: string
  /** Seconds until the assertion ends; negative makes one that has already ended. Default 300. */
  lifetimeInSeconds?: number
  without?: readonly SamlAttribute[]
  /** Added to the person's own attributes, or in their place. */
  attributes?: Record<string, string | string[]>
}

/** What a response answers and who it speaks of. Without `inResponseTo` it is unsolicited. */
export interface SamlResponseRequest {
  spEntityId: string
  acsUrl: string
  inResponseTo?: string | undefined
  person: SandboxPerson
  overrides?: SamlOverrides
}

/** Makes a base64 SAMLResponse as the identity provider `issuer` would post it, signed with `key`. */
export async function makeSamlResponse(
  issuer: string,
  key: SigningKey,
  { spEntityId, acsUrl, inResponseTo, person, overrides = {} }: SamlResponseRequest,
): Promise<string> {
  const { privateKeyPem, certificatePem } = overrides.key ?? key
  const sign = overrides.sign ?? 'assertion'
  const xml = await build(
    {
      issuer: overrides.issuer ?? issuer,
      key: privateKeyPem,
      cert: certificatePem,
      audience: overrides.audience ?? spEntityId,
      recipient: overrides.recipient ?? acsUrl,
      destination: overrides.destination ?? acsUrl,
      inResponseTo,
      signAssertion: sign === 'assertion' || sign === 'both',
      signResponse: sign === 'response' || sign === 'both',
      signatureAlgorithm: 'rsa-sha256',
      digestAlgorithm: 'sha256',
      nameIdentifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      sessionIndex: `_${randomBytes(16).toString('hex')}`,
      lifetimeInSeconds: overrides.lifetimeInSeconds ?? 300,
    },
    { nameId: overrides.nameId ?? person.id, attributes: attributesOf(person, overrides) },
  )
  return Buffer.from(xml).toString('base64')
}

function attributesOf(person: SandboxPerson, overrides: SamlOverrides): Record<string, string | string[]> {
  const own = Object.entries(samlAttributes(person)).filter(
    ([name]) => !overrides.without?.includes(name as SamlAttribute),
  )
  return { ...Object.fromEntries(own), ...overrides.attributes }
}

type Build = Omit<Parameters<typeof samlp.getSamlResponse>[0], 'profileMapper'>

function build(options: Build, subject: { nameId: string; attributes: Record<string, string | string[]> }) {
  const profileMapper = () => ({
    getClaims: () => subject.attributes,
    getNameIdentifier: () => ({ nameIdentifier: subject.nameId }),
  })
  return new Promise<string>((resolve, reject) => {
    samlp.getSamlResponse({ ...options, profileMapper }, subject, (error, xml) => {
      if (error || xml === undefined) reject(error ?? new Error('samlp made no response'))
      else resolve(xml)
    })
  })
}
