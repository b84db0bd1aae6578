import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyProvisioning } from '../testdata/arbitraries.ts'
import { idOf, matched, provisioning, withAttributes } from '../testdata/provisioning.ts'
import { decide, type Provisioning } from './decide.ts'
import { redaction } from './redact.ts'
import { standIns } from './stand-ins.ts'

test('deciding the redacted recording gives the redacted decision', () => {
  fc.assert(
    fc.property(anyProvisioning, input => {
      const redacted = redaction()
      const recording = redacted.recording(input)
      assert.deepEqual(decide({ ...input, ...recording }), redacted.decision(decide(input)))
    }),
    { numRuns: 5_000 },
  )
})

/** Everything a redacted sign-in is kept as. */
function kept(input: Provisioning): string {
  const redacted = redaction()
  return JSON.stringify([redacted.recording(input), redacted.decision(decide(input))])
}

test('no word of a person survives in what is kept', () => {
  const letters = 'bcdfghjklmnpqrstvwxyz'
  const unusual = fc
    .array(fc.constantFrom(...letters), { minLength: 4, maxLength: 12 })
    .map(list => `Q${list.join('')}7`)
  const space = fc.constantFrom(' ', ', ', '\t', '\u2003')
  const phrase = fc.array(fc.tuple(unusual, space), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 12, maxLength: 12 }), phrases => {
      const words = phrases.flat().map(([word]) => word)
      const texts = phrases.map(list => list.map(([word, gap]) => word + gap).join(''))
      const text = kept(everywhere(texts))
      for (const word of words) assert.ok(!text.includes(word), `${word} is in ${text}`)
      assert.ok(text.includes('mercy.example'))
    }),
    { numRuns: 300 },
  )
})

/** A sign-in in which every place that can hold personal text holds some. */
function everywhere(texts: readonly string[]): Provisioning {
  const word = (place: number) => texts[place] ?? ''
  const address = `${word(0).trim().split(/[\s,]/)[0]}@mercy.example`
  const profile = {
    ...matched().profile,
    name: word(1),
    attributes: { npi: word(2), department: word(3) },
  }
  const account = {
    id: idOf<Provisioning['ids']['account']>(21),
    status: 'active' as const,
    firstName: word(4),
    lastName: word(5),
    email: word(6),
    emailVerified: true,
    version: 1,
    profile,
    opensPortal: true,
  }
  return provisioning({
    claims: {
      subject: word(7),
      email: { value: address, verified: true },
      ...withAttributes({
        npi: [word(8), word(9)],
        firstName: [word(10)],
        email: [address],
        unmapped: [word(11), address.toUpperCase().replace('MERCY.EXAMPLE', 'mercy.example')],
      }),
    },
    facts: {
      linked: account,
      matches: [matched({ profile, account }), matched({ profile: { ...profile, id: idOf(88) }, account })],
    },
  })
}

test('stand-ins keep what decisions compare: spaces, commas, domains, days, and case', () => {
  const standIn = standIns()
  const [lower, upper, other] = ['smith', 'SMITH', 'jones'].map(standIn)
  assert.equal(lower?.toLowerCase(), upper?.toLowerCase())
  assert.notEqual(lower, upper)
  assert.notEqual(lower, other)
  assert.equal(standIn(' smith,  jones\t'), ` ${lower},  ${other}\t`)
  assert.equal(standIn('smith@Mercy.Example'), `${lower}@Mercy.Example`)
  assert.match(standIn('1987-02-28'), /^\d{4}-\d{2}-\d{2}$/)
  assert.notEqual(standIn('1987-02-28'), '1987-02-28')
  assert.equal(standIn('smith'), lower, 'consistently')
  assert.notEqual(standIns()('x y'), standIn('x y'), 'differently in the next recording')
})
