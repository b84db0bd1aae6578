import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownServiceProvider } from './start.ts'

const origin = 'http://localhost:8080'

test('the sandbox answers every SAML connection of its own Postern, and nobody else', () => {
  const entityId = `${origin}/sso/my_portal/metadata`
  assert.deepEqual(ownServiceProvider(origin, entityId), { entityId, acsUrl: `${origin}/sso/my_portal/acs` })
  const others = [
    'http://localhost:8081/sso/my_portal/metadata',
    `https://elsewhere.example/${entityId}`,
    `${origin}/sso/../metadata`,
    `${origin}/sso/my_portal/acs`,
    'urn:other',
  ]
  for (const other of others) assert.equal(ownServiceProvider(origin, other), undefined, other)
})
