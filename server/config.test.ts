import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { type Config, ConfigurationError, type Environment, readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-config-'))
after(() => rmSync(folder, { recursive: true }))

const key = Buffer.alloc(32, 7)
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://serving:pg-secret@db/postern',
  POSTERN_KEYS: key.toString('base64'),
  PUBLIC_URL: 'https://portal.example.com',
}

function complaints(env: Environment): string[] {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigurationError)
    return error.problems.map(problem => problem.variable)
  }
  return []
}

test('an empty environment means the embedded database and the demo on loopback', () => {
  const expected: Config = {
    production: false,
    dataDirectory: resolve('data'),
    listen: { host: '127.0.0.1', port: 8080 },
    publicUrl: 'http://localhost:8080',
    database: { engine: 'pglite' },
    keys: null,
    logLevel: 'info',
    trustProxy: false,
    outboundAllow: [],
    rateLimits: true,
    demo: true,
    mail: null,
    metricsPort: null,
  }
  assert.deepEqual(readConfig({}), expected)
})

test('the public address follows the port, and a trailing slash is no difference', () => {
  assert.equal(readConfig({ PORT: '3000' }).publicUrl, 'http://localhost:3000')
  assert.equal(readConfig({ PUBLIC_URL: 'https://x.example/' }).publicUrl, 'https://x.example')
})

test('production never has the demo, whatever the switch says', () => {
  assert.equal(readConfig({ ...production, POSTERN_DEMO: 'on' }).demo, false)
  assert.equal(readConfig({ POSTERN_DEMO: 'off' }).demo, false)
})

test('keys come in base64, base64url and hex, newest first', () => {
  const other = Buffer.alloc(32, 0xfb)
  const config = readConfig({
    POSTERN_KEYS: `${other.toString('base64url')}, ${key.toString('hex')},${other.toString('base64')}`,
  })
  assert.deepEqual(config.keys, [other, key, other])
})

test('a secret may stand in a file', () => {
  const path = join(folder, 'url')
  writeFileSync(path, 'postgres://a:b@db/c\n')
  assert.deepEqual(readConfig({ DATABASE_URL_FILE: path }).database, {
    engine: 'postgres',
    url: 'postgres://a:b@db/c',
    migrateUrl: null,
    statementNames: true,
  })
})

const refusals: readonly (readonly [string, Environment, readonly string[]])[] = [
  ['a port that is no number', { PORT: 'http' }, ['PORT']],
  ['a port beyond the last', { PORT: '65536' }, ['PORT']],
  ['a public address with a path', { PUBLIC_URL: 'https://x.example/portal' }, ['PUBLIC_URL']],
  ['another database', { DATABASE_URL: 'mysql://x/y' }, ['DATABASE_URL']],
  ['a key that is too short', { POSTERN_KEYS: 'c2hvcnQ=' }, ['POSTERN_KEYS']],
  ['a range that is none', { POSTERN_OUTBOUND_ALLOW: '10.0.0.0/8,intranet' }, ['POSTERN_OUTBOUND_ALLOW']],
  ['trust in everybody', { TRUST_PROXY: 'true' }, ['TRUST_PROXY']],
  ['a mail server without a sender', { POSTERN_SMTP_URL: 'smtp://mail' }, ['POSTERN_MAIL_FROM']],
  ['a sender with a line break', { POSTERN_MAIL_FROM: 'a\nb <x@y.example>' }, ['POSTERN_MAIL_FROM']],
  ['an owner without a serving login', { POSTERN_MIGRATE_URL: 'postgres://o@db/x' }, ['DATABASE_URL']],
  ['a secret twice', { POSTERN_KEYS: 'x', POSTERN_KEYS_FILE: '/x' }, ['POSTERN_KEYS_FILE', 'POSTERN_KEYS']],
  ['a secret in no file', { POSTERN_KEYS_FILE: '/nowhere' }, ['POSTERN_KEYS_FILE']],
  ['rate limits off in production', { ...production, POSTERN_RATE_LIMITS: 'off' }, ['POSTERN_RATE_LIMITS']],
  ['no keys in production', { ...production, POSTERN_KEYS: '' }, ['POSTERN_KEYS']],
  ['no TLS in production', { ...production, PUBLIC_URL: 'http://portal.example.com' }, ['PUBLIC_URL']],
  ['everything at once', { PORT: 'x', HTTP: 'x', POSTERN_DEM0: 'on' }, ['POSTERN_DEM0', 'PORT']],
]
for (const [what, env, variables] of refusals) {
  test(`refused: ${what}`, () => assert.deepEqual(complaints(env), variables))
}

test('a misspelt name is answered with the nearest known one', () => {
  assert.throws(() => readConfig({ POSTERN_SMPT_URL: 'x' }), /Did you mean POSTERN_SMTP_URL\?/)
})

test('no complaint quotes a secret', () => {
  const env = {
    DATABASE_URL: 'mysql://u:hunter2@db/x',
    POSTERN_KEYS: 'hunter2',
    POSTERN_MIGRATE_URL: 'hunter2',
    POSTERN_SMTP_URL: 'http://u:hunter2@mail',
  }
  assert.throws(
    () => readConfig(env),
    error =>
      error instanceof ConfigurationError && error.problems.length === 4 && !/hunter2/.test(error.message),
  )
})
