import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problems } from './problems.ts'
import { reasons } from './reasons.ts'

/** The rows of one table of docs/errors.md: code and the cells behind it. */
function rowsOf(section: string): [string, string[]][] {
  const text = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
  const part = text.split(/^## /m).find(each => each.startsWith(`${section}\n`)) ?? ''
  return [...part.matchAll(/^\| `([^`]+)`\s+\|(.*)\|$/gm)].map(([, code = '', cells = '']) => [
    code,
    cells.split('|').map(cell => cell.trim()),
  ])
}

test('docs/errors.md lists every problem with its status and title, and no other', () => {
  const documented = rowsOf('Problems').map(([code, [status, title]]) => [code, Number(status), title])
  const known = Object.entries(problems).map(([code, { status, title }]) => [code, status, title])
  assert.deepEqual(documented, known)
})

test('every problem says what to do', () => {
  for (const [code, [, , todo]] of rowsOf('Problems')) assert.ok(todo, code)
})

test('docs/errors.md lists every reason with its sentence and remedy, and no other', () => {
  const documented = rowsOf('Reasons').map(([code, [, says, remedy]]) => [code, says, remedy])
  const known = Object.entries(reasons).map(([code, { says, ...more }]) => [
    code,
    says,
    'remedy' in more ? more.remedy : '',
  ])
  assert.deepEqual(documented, known)
})
