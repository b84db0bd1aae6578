import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const failures: Readonly<Record<string, { name?: string; text: string; values?: unknown[] }>> = {
  parse: { text: 'select nosuch($1)', values: ['x'] },
  bind: { text: 'select $1::uuid', values: ['no uuid'] },
  execute: { text: 'select 1 / ($1::int - 1)', values: [1] },
  'bind of a named statement': { name: 'once', text: 'select $1::uuid as id', values: ['no uuid'] },
  simple: { text: 'select nosuch()' },
  'a script inside its transaction': { text: 'begin; select 1 / 0; commit' },
}

for (const [what, query] of Object.entries(failures)) {
  test(`after an error (${what}) queries get their own answers`, async () => {
    await assert.rejects(async () => db.pool.query(query))
    await db.pool.query('rollback')
    const answers = await Promise.all([1, 2, 3, 4].map(n => db.pool.query('select $1::int as n', [n])))
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }], [{ n: 4 }]],
    )
  })
}
