import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { secretVariables } from '../config/secret-variables.ts'
import { variableNames } from '../config/variables.ts'
import { jobNames } from '../jobs/jobs.ts'
import { exit } from './exit-codes.ts'

const guide = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8')

/** First cells, without code marks, of the table that follows a heading. */
function rows(heading: string): string[] {
  const section = guide.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const cells = [...section.matchAll(/^\| (`?)([^`|]+?)\1 +\|/gm)].map(match => match[2] ?? '')
  return cells.filter(cell => !cell.startsWith('-')).sort()
}

test('the guide names every variable, and no other', () => {
  assert.deepEqual(rows('Environment'), [...variableNames, 'variable'].sort())
})

test('the guide names every file that may hold a secret', () => {
  for (const name of secretVariables) assert.ok(guide.includes(`\`${name}_FILE\``), name)
})

test('the guide names every job and exit code, and no other', () => {
  assert.deepEqual(rows('What runs beside requests'), [...jobNames, 'job'].sort())
  const codes = rows('Commands and exit codes').filter(cell => /^\d+$/.test(cell))
  assert.deepEqual(codes, Object.values(exit).map(String).sort())
})
