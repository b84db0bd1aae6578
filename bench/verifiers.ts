import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import type { ConnectionId } from '@postern/contract/ids.ts'
import { isRefusal } from '@postern/contract/reasons.ts'
import { makeSamlResponse } from '@postern/demo/saml-fixtures.ts'
import { makeSigningKey } from '@postern/demo/signing-key.ts'
import { verifySamlResponse } from '@postern/server/verify/saml/verify.ts'
import { stranger } from '@postern/testdata/doorway.ts'
import { median } from './result.ts'

/** Milliseconds that one response takes: ours, node-saml's, and the RSA verification that neither can avoid. */
export interface VerifierTimes {
  readonly ours: number
  readonly nodeSaml: number
  readonly rsaVerify: number
}

const entityId = 'https://idp.example.test/saml'
const spEntityId = 'https://bench.example.test/sso/mercy_idp/metadata'
const acsUrl = 'https://bench.example.test/sso/mercy_idp/acs'

/** Verifies one and the same response over and over, the three by turns so that noise falls on all alike. */
export async function timeVerifiers(): Promise<VerifierTimes> {
  const key = await makeSigningKey()
  const publicKey = new X509Certificate(key.certificatePem).publicKey
  const response = await makeSamlResponse(entityId, key, {
    spEntityId,
    acsUrl,
    inResponseTo: '_request',
    person: stranger(1),
  })
  const expectations = {
    connection: '00000000-0000-7000-8000-000000000001' as ConnectionId,
    idpEntityId: entityId,
    keys: [publicKey],
    spEntityId,
    acsUrl,
    wantResponseSigned: false,
    toleranceMilliseconds: 60_000,
  }
  const nodeSaml = new SAML({
    idpCert: key.certificatePem,
    issuer: spEntityId,
    audience: spEntityId,
    callbackUrl: acsUrl,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.never,
  })
  const now = new Date()
  const signature = signatureOf(response)
  const rsaKey = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }))
  const contenders = {
    ours: () => {
      const verified = verifySamlResponse(response, expectations, now)
      if (isRefusal(verified)) throw new Error(`ours refused: ${verified.refused}`)
    },
    nodeSaml: async () => {
      const { profile } = await nodeSaml.validatePostResponseAsync({ SAMLResponse: response })
      if (!profile) throw new Error('node-saml refused')
    },
    // whether it holds does not change what it costs
    rsaVerify: () => void verify('sha256', signature.signedInfo, rsaKey, signature.value),
  }
  const times = { ours: [] as number[], nodeSaml: [] as number[], rsaVerify: [] as number[] }
  for (let round = -3; round < 15; round += 1) {
    for (const name of ['ours', 'nodeSaml', 'rsaVerify'] as const) {
      const each = await timeEach(contenders[name], name === 'rsaVerify' ? 400 : 60)
      // the first rounds are for the compiler
      if (round >= 0) times[name].push(each)
    }
  }
  return {
    ours: median(times.ours),
    nodeSaml: median(times.nodeSaml),
    rsaVerify: median(times.rsaVerify),
  }
}

async function timeEach(work: () => unknown, repeats: number): Promise<number> {
  const begun = performance.now()
  for (let n = 0; n < repeats; n += 1) await work()
  return (performance.now() - begun) / repeats
}

function signatureOf(response: string): { signedInfo: Buffer; value: Buffer } {
  const xml = Buffer.from(response, 'base64').toString()
  const signedInfo = /<(?:\w+:)?SignedInfo.*<\/(?:\w+:)?SignedInfo>/s.exec(xml)?.[0] ?? ''
  const value = /<(?:\w+:)?SignatureValue>([^<]+)</.exec(xml)?.[1] ?? ''
  return { signedInfo: Buffer.from(signedInfo), value: Buffer.from(value, 'base64') }
}
