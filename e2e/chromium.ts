import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A Chromium that can be launched, or why there is none. */
export type FoundChromium = { path: string; args: string[]; env: Record<string, string> } | { reason: string }

const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-setuid-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Finds Chromium: the npm package (unpacked once, about 1–5 s), else one of the system. */
export function findChromium(): FoundChromium {
  const packaged = packagedChromium()
  if (packaged) return packaged
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (path) return { path, args, env: {} }
  return {
    reason:
      `no Chromium for ${process.platform}-${process.arch}: the package @sparticuz/chromium holds one for linux-x64 ` +
      'only, and there is none in /usr/bin (on Debian: apt-get install chromium)',
  }
}

function packagedChromium(): FoundChromium | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const root = packageFolder()
  if (!root) return undefined
  const folder = unpack(root)
  const path = join(folder, 'chromium')
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  // A slim image lacks libnss3 and libexpat; the package carries them for Amazon Linux. The system's own are
  // preferred because these need a recent glibc.
  if (spawnSync('ldd', [path], { encoding: 'utf8' }).stdout?.includes('not found')) {
    env.LD_LIBRARY_PATH = join(folder, 'al2023', 'lib')
  }
  // The package's own default arguments switch web security and process isolation off: not the browser people use.
  return { path, args: [...args, '--headless=shell'], env }
}

function packageFolder(): string | undefined {
  try {
    return join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  } catch {
    return undefined
  }
}

/**
 * Unpacks the package into `node_modules/.cache` and gives the folder. The package itself unpacks to fixed names
 * below /tmp, where an interrupted run leaves half a browser and any other user can leave a whole one.
 */
function unpack(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'postern')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder

  mkdirSync(cache, { recursive: true })
  const staging = mkdtempSync(`${folder}-`)
  const code = `
    import { inflate } from '@sparticuz/chromium'
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(${JSON.stringify(root)} + '/bin/' + name)`
  // A process of its own, because the package takes the target folder from TMPDIR.
  const env = { ...process.env, TMPDIR: staging }
  const options = { env, cwd: import.meta.dirname, encoding: 'utf8' } as const
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], options)
  if (status !== 0) {
    rmSync(staging, { recursive: true, force: true })
    throw new Error(`@sparticuz/chromium could not be unpacked: ${stderr}`)
  }
  writeFileSync(join(staging, 'fonts.conf'), fontConfiguration(folder))
  return settle(staging, folder)
}

/** Moves the finished folder into place; a process that was faster has put the same there. */
function settle(staging: string, folder: string): string {
  try {
    renameSync(staging, folder)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The system's fonts plus the packaged one, so that text has glyphs also where no font is installed. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`
}
