#!/usr/bin/env node
// `npm run bench -- NAME [--json]`. Plain JavaScript, because it must start on the oldest Node that can install the
// project; the benches are TypeScript and need a Node that reads it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const packaged = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node')

if (major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import('../bench/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else if (existsSync(packaged)) {
  const child = spawn(packaged, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 1
  })
} else {
  console.error(
    `The benches need Node 22.18 or later; this is ${process.version}, and npm installed no newer one for ` +
      `${process.platform}-${process.arch}.\nRun npm ci without --omit=optional, or install Node 24.`,
  )
  process.exitCode = 1
}
