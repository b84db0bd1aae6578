// Run by `npm ci` in a checkout: makes what the first start would otherwise wait for. Every part has a slower
// fallback, so a failure here is reported and does not break the installation.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const steps = [
  ['the database template', 'server/db/prepare-template.ts', 'npm start will initialize the database itself'],
  ['the console', 'console/build.mjs', 'the console will say so; try npm run prepare'],
]
for (const [what, script, fallback] of steps) {
  if (!existsSync(new URL(script, root))) continue
  const run = spawnSync('node', [script], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (run.status !== 0) console.error(`Could not prepare ${what}: ${fallback}.`)
}
