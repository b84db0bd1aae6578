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

function violations(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'postern-imports-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    symlinkSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/.bin/depcruise'),
        '.',
        '--config',
        join(root, '.dependency-cruiser.mjs'),
        '--output-type',
        'json',
      ],
      { cwd: folder, encoding: 'utf8' },
    )
    const { summary } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string } }[] } }
    return summary.violations.map(violation => violation.rule.name)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const [rule, file, imports] of breaks) {
  test(`the build fails when ${rule} is broken`, () => {
    const files: Record<string, string> = {
      [file]: `import * as target from '${imports}'\nexport const used = target\n`,
    }
    if (imports.startsWith('.')) files[join(dirname(file), imports)] = 'export const target = 1\n'
    assert.ok(violations(files).includes(rule))
    assert.deepEqual(
      violations({ [file]: 'export const used = 1\n' }),
      [],
      'its twin without the import is fine',
    )
  })
}
