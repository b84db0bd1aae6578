import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from '@postern/contract/decision.ts'
import { isReasonCode } from '@postern/contract/reasons.ts'
import fc from 'fast-check'
import { applied } from '../testdata/applied.ts'
import { anyProvisioning, likelyProvisioning } from '../testdata/arbitraries.ts'
import { askedFacts } from '../testdata/asked-facts.ts'
import { decide } from './decide.ts'
import { ask } from './questions.ts'

const holds = (property: Parameters<typeof fc.assert>[0]) => fc.assert(property, { numRuns: 2_000 })

test('every input yields a decision; a refusal changes nothing and ends with its reason', () => {
  holds(
    fc.property(anyProvisioning, input => {
      const decision = decide(input)
      assert.ok(decision.because.every(reason => isReasonCode(reason.code)))
      if (decision.outcome === 'admit') return
      assert.deepEqual(decision.changes, [])
      assert.equal(decision.because.at(-1)?.code, decision.reason)
    }),
  )
})

test('the arbitraries reach every kind of decision', () => {
  const seen = new Set(fc.sample(likelyProvisioning, 3_000).map(input => kindOf(decide(input))))
  assert.deepEqual([...seen].sort(), ['create', 'link', 'refuse', 'review', 'unchanged', 'update'])
})

test('deciding reads no fact that nobody asked for', () => {
  holds(
    fc.property(anyProvisioning, input => {
      const facts = askedFacts(input.facts, ask(input.claims, input.policy))
      assert.deepEqual(decide({ ...input, facts }), decide(input))
    }),
  )
})

test('deciding twice, from frozen input, gives the same', () => {
  holds(
    fc.property(anyProvisioning, input => {
      const before = structuredClone(decide(input))
      assert.deepEqual(decide(frozen(structuredClone(input))), before)
    }),
  )
})

test('applying twice equals once: the next sign-in with the same claims changes nothing', () => {
  holds(
    fc.property(likelyProvisioning, input => {
      const decision = decide(input)
      fc.pre(decision.outcome === 'admit')
      const next = decide({ ...input, facts: applied(input.facts, decision.changes) })
      assert.equal(kindOf(next), 'unchanged', JSON.stringify(next))
      assert.deepEqual(next.outcome === 'admit' && next.account, decision.account)
    }),
  )
})

test('an admission changes nobody but the person it admits', () => {
  holds(
    fc.property(likelyProvisioning, input => {
      const decision = decide(input)
      fc.pre(decision.outcome === 'admit')
      const after = applied(input.facts, decision.changes)
      assert.equal(after.linked?.id, decision.account)
      const profile = after.linked?.profile?.id
      for (const change of decision.changes) {
        if ('account' in change) assert.equal(change.account, decision.account)
        if (change.do === 'profile.create' || change.do === 'profile.set')
          assert.equal(change.profile, profile)
      }
      // one profile has at most one account in a directory
      const holders = after.matches.filter(match => match.account && match.profile.id === profile)
      assert.ok(holders.every(match => match.account?.id === decision.account))
    }),
  )
})

test('the order of attributes in claims does not matter', () => {
  holds(
    fc.property(anyProvisioning, fc.infiniteStream(fc.nat()), (input, numbers) => {
      const attributes = Object.fromEntries(
        Object.entries(input.claims.attributes)
          .map(entry => ({ entry, place: numbers.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ entry }) => entry),
      )
      const claims = { ...input.claims, attributes }
      assert.deepEqual(decide({ ...input, claims }), decide(input))
      assert.deepEqual(ask(claims, input.policy), ask(input.claims, input.policy))
    }),
  )
})

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}
