// Writes every generated file of the repository, or with --check fails when one is out of date.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const root = new URL('..', import.meta.url)
let failed = false
for (const script of ['server/db/generate/main.ts', 'sdk/generate.ts']) {
  if (!existsSync(new URL(script, root))) continue
  const run = spawnSync('node', [script, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  failed ||= run.status !== 0
}
process.exitCode = failed ? 1 : 0
