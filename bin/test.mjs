#!/usr/bin/env node
// `npm test`. Plain JavaScript, because it must start on the oldest Node that can install the project; the runner
// itself is TypeScript and needs a Node that reads it. npm puts node_modules/.bin, and with it Node 24, first on
// the PATH, so the second branch is for `node bin/test.mjs` by hand and for npm without optional packages.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const packaged = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node')

if (major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import('../testdata/runner/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else if (existsSync(packaged)) {
  const child = spawn(packaged, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 1
  })
} else {
  console.error(
    `The tests need Node 22.18 or later; this is ${process.version}, and npm installed no newer one for ` +
      `${process.platform}-${process.arch}.\nRun npm ci without --omit=optional, or install Node 24.`,
  )
  process.exitCode = 1
}
