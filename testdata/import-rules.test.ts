import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each wall, and the smallest thing that breaks it: a file and what it imports. */
const breaks: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['contract-imports-the-schema-library', 'contract/broken.ts', '../core/target.ts'],
  ['core-imports-contract', 'core/broken.ts', '../server/db/target.ts'],
  ['core-has-no-io', 'core/broken.ts', 'node:fs'],
  ['stages-do-not-call-each-other', 'server/apply/broken.ts', '../verify/target.ts'],
  ['stages-do-not-look-up', 'server/facts/broken.ts', '../flows/target.ts'],
  ['only-apply-appends-audit', 'server/facts/broken.ts', '../audit/append.ts'],
  ['flows-do-not-look-up', 'server/flows/broken.ts', '../http/target.ts'],
  ['http-does-not-query', 'server/http/broken.ts', '../db/target.ts'],
  ['nothing-imports-main', 'server/flows/broken.ts', '../main.ts'],
  ['xml-lives-in-verify-saml', 'server/flows/broken.ts', 'libxml2-wasm'],
  ['drivers-live-in-db', 'server/flows/broken.ts', 'pg'],
  ['outbound-lives-in-platform', 'server/flows/broken.ts', 'undici'],
  ['production-never-loads-the-sandbox', 'server/flows/broken.ts', '../../demo/target.ts'],
  ['portal-imports-contract', 'portal/broken.ts', '../core/target.ts'],
  ['console-imports-contract-and-sdk', 'console/broken.ts', '../server/http/target.ts'],
  ['no-test-code-in-the-product', 'server/flows/broken.ts', '../../testdata/target.ts'],
]

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

function violations(files: Record<string, string>): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'postern-imports-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const cruiser = join(root, 'node_modules/.bin/depcruise')
    const flags = ['.', '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json']
    const run = spawnSync(process.execPath, [cruiser, ...flags], { cwd: folder, encoding: 'utf8' })
    return (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const fileOf = (nth: number, file: string) => file.replace('broken', `broken${nth}`)
const targets = Object.fromEntries(
  breaks
    .filter(([, , imports]) => imports.startsWith('.'))
    .map(([, file, imports]) => [join(dirname(file), imports), 'export const target = 1\n']),
)
const broken = Object.fromEntries(
  breaks.map(([, file, imports], nth) => [
    fileOf(nth, file),
    `import * as target from '${imports}'\nexport const used = target\n`,
  ]),
)
const found = violations({ ...targets, ...broken })

for (const [nth, [rule, file]] of breaks.entries()) {
  test(`the build fails when ${rule} is broken`, () => {
    assert.ok(found.some(violation => violation.rule.name === rule && violation.from === fileOf(nth, file)))
  })
}

test('the same files without the imports break nothing', () => {
  const mended = Object.fromEntries(Object.keys(broken).map(file => [file, 'export const used = 1\n']))
  assert.deepEqual(violations({ ...targets, ...mended }), [])
})
