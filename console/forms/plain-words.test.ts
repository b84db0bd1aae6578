import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { plainWords } from './plain-words.ts'

const said = (schema: z.ZodType, value: unknown) =>
  plainWords(schema.safeParse(value).error?.issues[0]?.message ?? 'nothing is wrong')

test('what the schema library says by itself is put in plain words', () => {
  assert.equal(said(z.string().min(1), ''), 'This is needed.')
  assert.equal(said(z.string().min(12), 'short'), 'Use at least 12 characters.')
  assert.equal(said(z.string().max(3), 'long'), 'Use at most 3 characters.')
  assert.equal(said(z.int().min(1), 0), 'Enter 1 or more.')
  assert.equal(said(z.int().max(100), 101), 'Enter 100 or less.')
  assert.equal(said(z.int(), Number.NaN), 'Enter a whole number.')
  assert.equal(said(z.array(z.string()).min(1), []), 'Choose at least one.')
  assert.equal(said(z.guid(), ''), 'Choose or enter a value.')
  assert.equal(said(z.enum(['a']), 'b'), 'Choose or enter a value.')
})

test('sentences of our own pass unchanged', () => {
  assert.equal(plainWords('Give it a name.'), 'Give it a name.')
})
