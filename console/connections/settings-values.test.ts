import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionSettings } from '@postern/contract/api/connection-settings.ts'
import { emptySettings, settingsBody, settingsOf, splitCertificates } from './settings-values.ts'

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`

test('certificates are told apart, with armour or without', () => {
  assert.deepEqual(splitCertificates(`${pem('AAAA')}\n\n${pem('BBBB')}`), [pem('AAAA'), pem('BBBB')])
  assert.deepEqual(splitCertificates('AAAA\nBBBB\n\n CCCC \n'), ['AAAA\nBBBB', 'CCCC'])
  assert.deepEqual(splitCertificates('  '), [])
})

test('stored settings come back as what was typed', () => {
  const saml = settingsOf({
    kind: 'saml',
    entityId: 'https://idp.example.org',
    ssoUrl: 'https://idp.example.org/sso',
    certificates: ['A'.repeat(100)],
    wantResponseSigned: true,
    signRequests: false,
    clockToleranceSeconds: 60,
  })
  const body = settingsBody(saml)
  assert.ok(connectionSettings.safeParse(body).success)
  assert.ok(body.by === 'hand')
  assert.equal(body.certificates.length, 1)
  assert.equal(body.certificates[0]?.replaceAll(/-----[^-]+-----|\s/g, ''), 'A'.repeat(100))
  assert.equal(body.clockToleranceSeconds, 60)
})

test('only the fields of the chosen way are sent, and an empty secret keeps the stored one', () => {
  const values = {
    ...emptySettings('oidc'),
    discoveryUrl: 'https://id.example.org',
    clientId: 'c',
    metadata: 'x',
  }
  assert.deepEqual(Object.keys(settingsBody(values)), [
    'by',
    'discoveryUrl',
    'clientId',
    'scopes',
    'clockToleranceSeconds',
  ])
  const withSecret = settingsBody({ ...values, clientSecret: 's' })
  assert.ok(withSecret.by === 'discovery' && withSecret.clientSecret === 's')
})
