import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { operations } from '@postern/contract/api/registry.ts'
import { openApiDocument } from '@postern/contract/openapi/document.ts'

/** Writes `sdk/generated` from the OpenAPI document; with `--check` compares and fails instead. */
const check = process.argv.includes('--check')
const committed = fileURLToPath(new URL('generated', import.meta.url))
const made = mkdtempSync(join(tmpdir(), 'postern-sdk-'))
try {
  await createClient({
    input: openApiDocument(operations),
    output: { path: made, module: { extension: '.ts' }, entryFile: false },
    logs: { level: 'silent', file: false },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  })
  excuseBundled()
  if (!check) {
    rmSync(committed, { recursive: true, force: true })
    cpSync(made, committed, { recursive: true })
  } else if (!same(made, committed)) {
    console.error('sdk/generated is not what the API’s operations make. Run: npm run generate')
    process.exitCode = 1
  }
} finally {
  rmSync(made, { recursive: true, force: true })
}

/** The generator's bundled runtime is not written for `exactOptionalPropertyTypes`; what it exports stays typed. */
function excuseBundled(): void {
  for (const folder of ['client', 'core']) {
    for (const file of readdirSync(join(made, folder))) {
      const path = join(made, folder, file)
      writeFileSync(path, `// @ts-nocheck\n${readFileSync(path, 'utf8')}`)
    }
  }
}

function same(a: string, b: string): boolean {
  if (!existsSync(b)) return false
  const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const [left, right] = [files(a), files(b)]
  if (left.join() !== right.join()) return false
  return left.every(file => {
    const [one, other] = [join(a, file), join(b, file)]
    return !file.endsWith('.ts') || readFileSync(one, 'utf8') === readFileSync(other, 'utf8')
  })
}
