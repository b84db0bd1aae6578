// Runs the TypeScript programs of the repository with a Node that reads them (22.18 on). Plain JavaScript, because
// it must start on the oldest Node that can install the project and say what is missing. npm installs Node 24 beside
// us where it can, and an older one hands over to it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const packaged = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/**
 * Loads a program here, or runs this process's command again on the packaged Node.
 * @param {string} what for the message: who needs the newer Node
 * @param {() => Promise<unknown>} load imports and runs the program
 */
export async function withNode(what, load) {
  if (major > 22 || (major === 22 && minor >= 18)) {
    // half of what loading costs is reading TypeScript: what was compiled is kept (where it cannot be, no error)
    module.enableCompileCache(join(root, '.cache', 'compile'))
    await load()
  } else if (existsSync(packaged)) handOver()
  else {
    console.error(
      `${what} Node 22.18 or later; this is ${process.version}, and npm installed no newer one for ` +
        `${process.platform}-${process.arch}.\nRun npm ci without --omit=optional, or install Node 24 from https://nodejs.org.`,
    )
    process.exitCode = 1
  }
}

function handOver() {
  const child = spawn(packaged, process.argv.slice(1), { stdio: 'inherit', shell: windows })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 1
  })
}
