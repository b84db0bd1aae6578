import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '@postern/core/decide.ts'
import fc from 'fast-check'
import { anyProvisioning } from '../../testdata/arbitraries.ts'
import { provisioning } from '../../testdata/provisioning.ts'
import { recordingOf } from '../flows/recording.ts'
import { recordedSignIn } from './recording.ts'

test('a recording read back from JSON decides what was decided', () => {
  fc.assert(
    fc.property(anyProvisioning, input => {
      const decision = decide(input)
      const { detail, outcome, reason, kind } = recordingOf({ ...input, decision, policyVersion: 4 })
      const read = recordedSignIn.parse(JSON.parse(JSON.stringify(detail)))
      const { claims, facts, ids, decidedAt: now } = read
      const again = decide({ claims, facts, ids, now, policy: input.policy })
      assert.deepEqual(again.changes, read.changes)
      assert.deepEqual(again.because, read.because)
      assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(detail)))
      assert.equal(again.outcome === 'admit' ? null : again.reason, reason)
      assert.equal(outcome === 'admitted', again.outcome === 'admit', kind)
    }),
    { numRuns: 3_000 },
  )
})

test('a claim may be called __proto__ and is not lost', () => {
  const attributes = JSON.parse('{"npi":["1"],"__proto__":["2"]}')
  const input = provisioning({
    claims: { attributes },
    policy: { attributes: [{ attribute: 'department', claim: '__proto__' }] },
  })
  const { detail } = recordingOf({ ...input, decision: decide(input), policyVersion: 1 })
  const { claims } = recordedSignIn.parse(JSON.parse(JSON.stringify(detail)))
  assert.deepEqual(Object.keys(claims.attributes), ['npi', '__proto__'])
})

test('what is no recording does not parse', () => {
  const input = provisioning()
  const { detail } = recordingOf({ ...input, decision: decide(input), policyVersion: 1 })
  const stored = JSON.parse(JSON.stringify(detail))
  assert.equal(recordedSignIn.safeParse(stored).success, true)
  const spoilt = [
    { ...stored, decidedAt: 'yesterday' },
    { ...stored, because: [{ code: 'no.such-reason' }] },
    { ...stored, changes: [{ do: 'tenant.drop' }] },
    { ...stored, claims: undefined },
    { step: 'signature', received: 'no configured key made the signature' },
    null,
  ]
  for (const detail of spoilt)
    assert.equal(recordedSignIn.safeParse(detail).success, false, JSON.stringify(detail))
})
