import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { postgresUnavailable, startPostgres } from './postgres.ts'
import { findPostgres, runnableBinaries } from './postgres-binaries.ts'

async function answer(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

describe('startPostgres', { skip: postgresUnavailable() ?? false }, () => {
  it('answers a query and is gone after stop', async () => {
    const postgres = await startPostgres()
    assert.equal(await answer(postgres.superuserUrl, 'select 1'), 1)
    assert.equal(await answer(postgres.superuserUrl, 'show max_connections'), '200')
    await postgres.stop()
    await postgres.stop()
    assert.equal(await listens(postgres.port), false)
  })

  it('keeps the data of a folder of its own, so that a test can restart it on the same port', async t => {
    const dir = mkdtempSync(join(tmpdir(), 'postern-kept-'))
    t.after(() => rmSync(dir, { recursive: true }))
    const first = await startPostgres({ dir })
    await answer(first.superuserUrl, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startPostgres({ dir, port: first.port })
    assert.equal(second.port, first.port)
    assert.equal(await answer(second.superuserUrl, 'select n from kept'), 7)
    await second.stop()
  })

  it('says what PostgreSQL said when it cannot start', async () => {
    const postgres = await startPostgres()
    await assert.rejects(startPostgres({ port: postgres.port }), /Address already in use/)
    await postgres.stop()
  })

  it('stops when the process that started it is killed, and leaves no folder', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-killed-'))
    t.after(() => rmSync(folder, { recursive: true }))
    chmodSync(folder, 0o755)
    const code = `
      const { startPostgres } = await import(${JSON.stringify(new URL('postgres.ts', import.meta.url).href)})
      console.log((await startPostgres()).port)
      setInterval(() => {}, 1000)`
    const env = { ...process.env, TMPDIR: folder }
    const owner = spawn(process.execPath, ['--input-type=module', '-e', code], { env })
    const port = Number((await once(owner.stdout, 'data'))[0])
    assert.equal(await listens(port), true)
    assert.equal(readdirSync(folder).length, 1)
    owner.kill('SIGKILL')
    for (let waited = 0; waited < 10_000 && readdirSync(folder).length > 0; waited += 50) await sleep(50)
    assert.deepEqual(readdirSync(folder), [])
    assert.equal(await listens(port), false)
  })
})

describe('runnableBinaries', { skip: postgresUnavailable() ?? false }, () => {
  it('makes the library links that a blocked install script did not, and copies what another user cannot reach', t => {
    const found = findPostgres()
    assert.ok('bin' in found)
    const native = dirname(found.bin)
    if (!existsSync(join(native, 'pg-symlinks.json'))) return t.skip('PostgreSQL comes from the system')
    const folder = mkdtempSync(join(tmpdir(), 'postern-binaries-')) // closed to others, as mkdtemp makes it
    t.after(() => rmSync(folder, { recursive: true }))
    const bare = join(folder, 'bare')
    cpSync(native, bare, {
      recursive: true,
      verbatimSymlinks: true,
      filter: path => !/libicuuc\.so\.60$/.test(path),
    })
    const link = (bin: string) => readlinkSync(join(bin, '..', 'lib', 'libicuuc.so.60'))

    assert.equal(runnableBinaries(join(bare, 'bin'), join(folder, 'same'), false), join(bare, 'bin'))
    assert.equal(link(join(bare, 'bin')), 'libicuuc.so.60.2')

    const copied = runnableBinaries(join(bare, 'bin'), join(folder, 'other'), true)
    assert.equal(copied, join(folder, 'other', 'native', 'bin'))
    assert.equal(link(copied), 'libicuuc.so.60.2')
  })
})
