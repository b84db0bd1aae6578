import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { postgresUnavailable } from '../postgres.ts'

const entry = new URL('main.ts', import.meta.url).href

/** Runs the runner over a made-up checkout, in a process that does not know it is inside a test. */
function runTests(t: TestContext, files: Record<string, string>, args: string[] = ['--engine=pglite']) {
  const root = mkdtempSync(join(tmpdir(), 'postern-runner-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), `import { describe, it, before } from 'node:test'\n${text}\n`)
  }
  const setup = { root, test: 500, silence: 1500 }
  const code = `
    import { main } from ${JSON.stringify(entry)}
    process.exitCode = await main(${JSON.stringify(args)}, ${JSON.stringify(setup)})`
  const script = join(root, 'run.mjs')
  writeFileSync(script, code)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const options = { env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], options)
  return { status, output: stdout + stderr, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

describe('npm test', () => {
  it('counts what passed and what was skipped, and says why', t => {
    const { status, output, lastLine } = runTests(t, {
      'core/a.test.ts': `describe('a', () => { it('one', () => {}); it('two', { skip: 'no directory server here' }, () => {}) })`,
      'server/b.test.ts': `it('three', t => { t.skip('not on this engine') }); it('four', () => {})`,
    })
    assert.equal(lastLine, '2 passed, 0 failed, 2 skipped')
    assert.match(output, /1 skipped: no directory server here/)
    assert.match(output, /1 skipped: not on this engine/)
    assert.equal(status, 0)
  })

  it('shows a failure with its path, place, reason and output', t => {
    const { status, output, lastLine } = runTests(t, {
      'core/a.test.ts': `
        import assert from 'node:assert/strict'
        describe('decide', () => { it('links', () => { console.log('seen'); assert.equal(1, 2) }); it('ok', () => {}) })`,
    })
    assert.equal(lastLine, '1 passed, 1 failed, 0 skipped')
    assert.match(
      output,
      /✖ decide › links\n\s+core\/a\.test\.ts:4\n\s+AssertionError.*strictly equal:\n\n\s+1 !== 2/,
    )
    assert.match(output, /output of core\/a\.test\.ts:\n\s+seen/)
    assert.equal(status, 1)
  })

  it('fails for a broken hook, an exception after the end, a file that does not load and a file without tests', t => {
    const { status, output, lastLine } = runTests(t, {
      'core/hook.test.ts': `describe('suite', () => { before(() => { throw new Error('no room') }); it('a', () => {}) })`,
      'core/late.test.ts': `it('late', () => { setTimeout(() => { throw new Error('too late') }, 5) })`,
      'core/load.test.ts': `import './missing.ts'`,
      'core/empty.test.ts': '',
    })
    assert.equal(lastLine, '1 passed, 5 failed, 0 skipped')
    for (const text of [/no room/, /too late/, /Cannot find module/, /this file has no tests/])
      assert.match(output, text)
    assert.equal(status, 1)
  })

  it('ends a test that hangs, one that blocks and a file that stays open', t => {
    const { status, output, lastLine } = runTests(t, {
      'core/hangs.test.ts': `it('hangs', () => new Promise(resolve => setTimeout(resolve, 1200)))`,
      'core/blocks.test.ts': `it('blocks', () => { for (;;); })`,
      'core/open.test.ts': `it('opens', () => { setInterval(() => console.log('still here'), 100) })`,
    })
    assert.equal(lastLine, '1 passed, 3 failed, 0 skipped')
    assert.match(output, /✖ hangs\n.*\n\s+test timed out after 500ms/)
    for (const file of ['blocks', 'open']) {
      assert.match(output, new RegExp(`✖ core/${file}.test.ts\\n.*\\n\\s+no test started or ended for 1.5 s`))
    }
    assert.equal(status, 1)
  })

  it('fails when nothing ran', t => {
    const { status, output, lastLine } = runTests(t, { 'core/a.test.ts': `it('a', () => {})` }, ['core/b'])
    assert.equal(lastLine, '0 passed, 0 failed, 0 skipped')
    assert.match(output, /No test ran for core\/b\./)
    assert.equal(status, 1)
  })

  it('refuses an engine it does not know', t => {
    const { status, output } = runTests(t, {}, ['--engine=oracle'])
    assert.match(output, /--engine is pglite or postgres, not oracle/)
    assert.equal(status, 2)
  })

  it('runs database tests on both engines and browser tests once, last', {
    skip: postgresUnavailable() ?? false,
  }, t => {
    const tell =
      'console.log(process.env.POSTERN_TEST_ENGINE, process.env.POSTERN_TEST_POSTGRES); throw new Error()'
    // Put together, so that this file itself does not look like one that touches a database.
    const database = ['..', 'testdata', 'database.ts'].join('/')
    const files = {
      [join('testdata', 'database.ts')]: '',
      'server/facts.test.ts': `import '${database}'\nit('facts', () => { ${tell} })`,
      'core/pure.test.ts': `it('pure', () => { ${tell} })`,
      'e2e/page.e2e.test.ts': `it('page', () => { ${tell} })`,
    }
    const { output, lastLine } = runTests(t, files, [])
    assert.equal(lastLine, '0 passed, 4 failed, 0 skipped')
    const told = [...output.matchAll(/output of (\S+):\n\s+(.*)/g)].map(([, file, said]) => `${file} ${said}`)
    assert.deepEqual(told.slice(0, 2).sort(), [
      'core/pure.test.ts pglite undefined',
      'server/facts.test.ts pglite undefined',
    ])
    assert.match(
      told[2] ?? '',
      /^server\/facts\.test\.ts postgres postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/,
    )
    assert.equal(told[3], 'e2e/page.e2e.test.ts pglite undefined')
    assert.equal(told.length, 4)
  })
})
