// @peculiar/x509 injects its parts through the Reflect metadata API and refuses to load before this.
import 'reflect-metadata'
import { generateKeyPair, KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { X509CertificateGenerator } from '@peculiar/x509'
import type { JWK } from 'oidc-provider'

/** A SAML signing key (RSA 2048) with its self-signed certificate, both PEM. */
export interface SigningKey {
  privateKeyPem: string
  certificatePem: string
}

const dayMs = 86_400_000

/** Makes a key whose certificate is valid from yesterday (clocks differ) for ten years. */
export async function makeSigningKey(commonName = 'Postern sandbox'): Promise<SigningKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 3650 * dayMs),
  })
  const pem = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
  return { privateKeyPem: pem.toString(), certificatePem: certificate.toString('pem') }
}

/** Makes the private JWK that signs ID tokens; clients fetch its public half, so it may change at each start. */
export async function makeTokenKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' } as JWK
}
