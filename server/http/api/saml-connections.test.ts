import { describe } from 'node:test'
import { host } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { samlMetadata } from '../../../demo/saml-metadata.ts'
import { makeSigningKey } from '../../../demo/signing-key.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'
import { readMetadata } from '../../verify/saml/metadata.ts'

const stage = useStage(
  async ({ api, tenant }) => {
    const { certificatePem } = await makeSigningKey()
    const metadata = samlMetadata('https://idp.test/saml', 'https://idp.test/sso', certificatePem)
    const asJson = (text: string) => JSON.stringify(text).slice(1, -1)
    return {
      ...(await furnish(api.services, tenant, 'Mercy')),
      metadata: asJson(metadata),
      unsigned: asJson(metadata.replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, '')),
      pem: asJson(certificatePem),
      certificate: certificatePem.replace(/-----[^-]+-----|\s/g, ''),
    }
  },
  { readMetadata },
)

const create = 'POST /connections'
const created = { 'connection.created': 1 }
const body = (settings: object, more: object = {}) => ({ name: 'Okta', portal: '$portal', settings, ...more })
const hand = {
  by: 'hand',
  entityId: 'https://idp.test/saml',
  ssoUrl: 'https://idp.test/sso',
  certificates: ['$pem'],
}

describe('SAML', () => {
  play(stage, [
    {
      name: 'by metadata, with the values to copy back',
      request: create,
      body: body({ by: 'metadata', metadata: '$metadata' }, { uid: 'okta_saml' }),
      status: 201,
      answers: {
        kind: 'saml',
        config: {
          kind: 'saml',
          entityId: 'https://idp.test/saml',
          ssoUrl: 'https://idp.test/sso',
          certificates: ['$certificate'],
          wantResponseSigned: false,
          signRequests: false,
          clockToleranceSeconds: 120,
        },
        hasSecret: false,
        policyVersion: 1,
        toCopy: {
          kind: 'saml',
          acsUrl: `http://${host}/sso/okta_saml/acs`,
          entityId: `http://${host}/sso/okta_saml/metadata`,
        },
      },
      events: created,
    },
    {
      name: 'by hand, with the certificate in PEM',
      request: create,
      body: body({ ...hand, wantResponseSigned: true }),
      status: 201,
      answers: { config: { certificates: ['$certificate'], wantResponseSigned: true } },
      events: created,
    },
    {
      name: 'without a certificate is refused',
      request: create,
      body: body({ ...hand, certificates: [] }),
      status: 422,
      answers: { fields: [{ field: '/settings/certificates' }] },
      events: silent,
    },
    {
      name: 'with a certificate that is none is refused',
      request: create,
      body: body({ ...hand, certificates: ['bm90IGEgY2VydGlmaWNhdGU='] }),
      status: 422,
      answers: { fields: [{ field: '/settings/certificates/0', message: 'This is not a certificate.' }] },
      events: silent,
    },
    {
      name: 'metadata that is not XML is refused',
      request: create,
      body: body({ by: 'metadata', metadata: 'hello' }),
      status: 422,
      answers: { code: 'metadata.invalid', fields: [{ field: '/settings/metadata' }] },
      events: silent,
    },
    {
      name: 'metadata without a certificate is refused',
      request: create,
      body: body({ by: 'metadata', metadata: '$unsigned' }),
      status: 422,
      answers: { code: 'metadata.invalid', detail: 'There is no usable signing certificate.' },
      events: silent,
    },
    {
      name: 'metadata that declares entities is refused',
      request: create,
      body: body({
        by: 'metadata',
        metadata: '<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><x>&b;</x>',
      }),
      status: 422,
      answers: { code: 'metadata.invalid' },
      events: silent,
    },
    {
      name: 'metadata of 20 MB is too large',
      request: create,
      body: body({ by: 'metadata', metadata: 'x'.repeat(20_000_000) }),
      status: 413,
      answers: { code: 'request.too-large' },
      events: silent,
    },
  ])
})
