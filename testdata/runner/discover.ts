import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

const workspaces = [
  'contract',
  'core',
  'server',
  'portal',
  'console',
  'sdk',
  'demo',
  'testdata',
  'e2e',
  'bench',
]

/** The test files below `root`, relative to it and with forward slashes, in a stable order. */
export function findTests(root: string, filters: string[]): string[] {
  const pattern = `{${workspaces.join(',')}}/**/*.test.ts`
  const files = globSync(pattern, { cwd: root, exclude: ['**/node_modules', '**/dist'] })
  return files
    .map(file => file.split(sep).join('/'))
    .filter(file => filters.length === 0 || filters.some(filter => file.includes(filter)))
    .sort()
}

/** Whether a file belongs to the browser tests, which run last, one at a time. */
export function isEndToEnd(file: string): boolean {
  return file.startsWith('e2e/')
}

/** Whether a file asks for a database by importing `testdata/database.ts`, and so runs on every engine. */
export function touchesDatabase(root: string, file: string): boolean {
  const source = readFileSync(join(root, file), 'utf8')
  return (
    source.includes('testdata/database.ts') ||
    (file.startsWith('testdata/') && source.includes("./database.ts'"))
  )
}
