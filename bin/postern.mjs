#!/usr/bin/env node
// The command `postern`. Plain JavaScript, because it must start on the oldest Node that can install the project and
// say what is missing; the program itself is TypeScript, which Node reads from 22.18 on. npm installs Node 24 beside
// us where it can, so an older one hands over to it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const packaged = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

if (major > 22 || (major === 22 && minor >= 18)) {
  // half of what loading costs is reading TypeScript: what was compiled is kept (where it cannot be, no error)
  module.enableCompileCache(join(root, '.cache', 'compile'))
  await import('../server/main.ts')
} else if (existsSync(packaged)) {
  const child = spawn(packaged, process.argv.slice(1), {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 1
  })
} else {
  console.error(
    `Postern needs Node 22.18 or later; this is ${process.version}, and npm installed no newer one for ` +
      `${process.platform}-${process.arch}.\nRun npm ci without --omit=optional, or install Node 24 from https://nodejs.org.`,
  )
  process.exitCode = 1
}
