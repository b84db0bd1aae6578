import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { tenantId } from '@postern/contract/ids.ts'
import { engine, testDatabase } from '../../testdata/database.ts'
import { readAnchor } from '../audit/anchor.ts'
import type { Environment } from '../config.ts'
import { sealAudit } from '../jobs/seal-audit.ts'
import adminCreate from './admin-create.ts'
import auditHead from './audit-head.ts'
import auditVerify from './audit-verify.ts'
import type { Command } from './command.ts'
import doctor from './doctor.ts'
import { exit } from './exit-codes.ts'
import keyCreate from './key-create.ts'
import migrate from './migrate.ts'
import { runCommand } from './run.ts'
import tenantCreate from './tenant-create.ts'
import { withServices } from './with-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-commands-'))
const key = Buffer.alloc(32, 3).toString('base64')
let env: Environment
let close = async () => {}

// on PostgreSQL a database of its own, served by a login that owns nothing; otherwise a data directory
before(async () => {
  env = { POSTERN_DATA: folder }
  if (engine === 'pglite') return
  const db = await testDatabase()
  close = () => db.close()
  env = { POSTERN_DATA: folder, DATABASE_URL: db.url ?? '', POSTERN_KEYS: key }
})
after(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

const entry = (command: Command) => ({ summary: command.summary, load: async () => command })
const table = {
  migrate: entry(migrate),
  doctor: entry(doctor),
  'tenant create': entry(tenantCreate),
  'admin create': entry(adminCreate),
  'key create': entry(keyCreate),
  'audit verify': entry(auditVerify),
  'audit head': entry(auditHead),
}

async function postern(line: string, more: Environment = {}) {
  const out: string[] = []
  const notes: string[] = []
  const code = await runCommand(line.split(' ').filter(Boolean), table, {
    env: { ...env, ...more },
    out: text => out.push(text),
    note: text => notes.push(text),
  })
  return { code, out: out.join('\n'), notes: notes.join('\n') }
}

test('help lists every command, and each command explains itself', async () => {
  const help = await postern('--help')
  assert.equal(help.code, exit.ok)
  for (const name of Object.keys(table)) {
    assert.ok(help.out.includes(`  ${name} `), name)
    const own = await postern(`${name} --help`)
    assert.equal(own.code, exit.ok)
    assert.ok(own.out.startsWith(`Usage: postern ${name}`))
  }
})

for (const [line, says] of [
  ['', /Usage/],
  ['nonsense', /There is no command nonsense/],
  ['tenant', /After tenant comes one of: create/],
  ['migrate --force', /--force/],
  [
    'tenant create --uid X --host a.example',
    /--uid: [\s\S]*--name is missing|--name is missing[\s\S]*--uid: /,
  ],
] as const) {
  test(`not understood: postern ${line}`, async () => {
    const { code, out, notes } = await postern(line)
    assert.equal(code, exit.usage)
    assert.match(out + notes, says)
  })
}

test('migrate brings the database up and says so again', async () => {
  assert.equal((await postern('migrate')).code, exit.ok)
  assert.match((await postern('migrate')).out, /up to date/)
})

test('a tenant is made once', async () => {
  const line = 'tenant create --name Hospital --uid hospital --host hospital.example.com --host h.example.com'
  const made = await postern(line)
  assert.equal(made.code, exit.ok, made.notes)
  const again = await postern(line)
  assert.equal(again.code, exit.failed)
  assert.match(again.notes, /The uid hospital is taken/)
  const sameHost = await postern('tenant create --name Other --uid other --host h.example.com')
  assert.match(sameHost.notes, /answers on this host already/)
  await withServices({ env }, async services => {
    await sealAudit(services, folder)
    assert.equal(readAnchor(folder, tenantId.parse(made.out))?.number, 1)
  })
})

test('an administrator is made, and the password is printed once', async () => {
  const line = 'admin create --email ada@example.com --first-name Ada --last-name Byron'
  const { code, out, notes } = await postern(line)
  assert.equal(code, exit.ok, notes)
  assert.match(out, /^[\w-]{32}$/)
  const again = await postern(line)
  assert.equal(again.code, exit.failed)
  assert.doesNotMatch(again.out, /[\w-]{32}/)
})

test('an API key is made, and the secret is printed once', async () => {
  const { code, out, notes } = await postern('key create --name sync --scope people:read --scope audit:read')
  assert.equal(code, exit.ok, notes)
  assert.match(out, /^pk_[\w-]+$/)
  assert.equal((await postern('key create --name sync --scope everything')).code, exit.usage)
})

test('audit head is what audit verify takes, and another tenant is told by name', async () => {
  const head = await postern('audit head')
  assert.equal(head.code, exit.ok)
  const file = join(folder, 'head.json')
  writeFileSync(file, head.out)
  const verified = await postern(`audit verify --head ${file}`)
  assert.equal(verified.code, exit.ok, verified.out)
  assert.match(verified.out, /\d+ events in 1 segments, \d+ not sealed yet\.\nThe log is whole\./)
  const forged = JSON.stringify({ ...JSON.parse(head.out), number: 7 })
  writeFileSync(file, forged)
  const cutOff = await postern(`audit verify --head ${file}`)
  assert.equal(cutOff.code, exit.failed)
  assert.match(cutOff.out, /Segment 7 is missing/)
  assert.match(
    (await postern('audit verify --tenant clinic')).notes,
    /There is no tenant clinic. There are: hospital/,
  )
})

test('the doctor finds a whole installation well, and makes nothing', async () => {
  const { code, out } = await postern('doctor', { PORT: '1' })
  assert.equal(code, exit.ok, out)
  for (const check of ['configuration', 'keys', 'database', 'clock', 'migrations', 'sealed secrets']) {
    assert.match(out, new RegExp(`^ok    ${check}: `, 'm'))
  }
  if (engine === 'postgres') assert.match(out, /^ok {4}role: .* owns nothing and bypasses nothing/m)
  assert.match(out, /^warn {2}mail: /m)
})

test('the doctor names what is wrong and how to mend it', async () => {
  const { code, out } = await postern('doctor', {
    POSTERN_SMTP_URL: 'smtp://127.0.0.1:1',
    POSTERN_MAIL_FROM: 'a@b.example',
    ...(engine === 'postgres' ? { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' } : {}),
  })
  assert.equal(code, exit.failed)
  assert.match(out, /^FAIL {2}mail: [\s\S]*POSTERN_OUTBOUND_ALLOW/m)
  if (engine === 'postgres') assert.match(out, /^FAIL {2}database: cannot be reached \(ECONNREFUSED\)/m)
})

test('configuration, database and directory have exit codes of their own', async () => {
  assert.equal((await postern('doctor', { POSTERN_DAT: 'x' })).code, exit.configuration)
  const nowhere = { DATABASE_URL: 'postgres://x@127.0.0.1:1/x', POSTERN_KEYS: key }
  assert.equal((await postern('migrate', nowhere)).code, exit.databaseUnavailable)
  const own = { POSTERN_DATA: join(folder, 'own'), DATABASE_URL: '', POSTERN_KEYS: '' }
  await withServices({ env: { ...env, ...own } }, async () => {
    assert.equal((await postern('migrate', own)).code, exit.dataDirectoryInUse)
    assert.match((await postern('doctor', own)).out, /^warn {2}database: embedded, in use/m)
  })
  unlinkSync(join(folder, 'own', 'keys'))
  assert.match((await postern('doctor', own)).out, /^FAIL {2}keys: the key file .* is missing/m)
  assert.equal((await postern('migrate', own)).code, exit.configuration)
})
