import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formPath, sortComplaints } from './field-errors.ts'

test('a JSON pointer becomes the path of a form field', () => {
  assert.equal(formPath('/attributes/2/claim'), 'attributes.2.claim')
  assert.equal(formPath('/name'), 'name')
  assert.equal(formPath('/a~1b/c~0d'), 'a/b.c~d')
})

test('complaints stand at their fields, the rest is left for the summary', () => {
  const values = { name: '', settings: { certificates: 'PEM' }, tags: ['a', 'b'] }
  const sorted = sortComplaints(
    [
      { field: '/name', message: 'Give it a name.' },
      { field: '/name', message: 'A second sentence about the same field.' },
      { field: '/settings/certificates/0', message: 'Paste the certificate in PEM form.' },
      { field: '/tags/1', message: 'Enter a domain.' },
      { field: '/elsewhere', message: 'About something this form does not show.' },
      { field: '', message: 'About the body as a whole.' },
    ],
    values,
  )
  assert.deepEqual(sorted.fields, {
    name: 'Give it a name.',
    'settings.certificates': 'Paste the certificate in PEM form.',
    'tags.1': 'Enter a domain.',
  })
  assert.deepEqual(
    sorted.rest.map(complaint => complaint.field),
    ['/elsewhere', ''],
  )
})

test('a form may be laid out otherwise than the body', () => {
  const sorted = sortComplaints([{ field: '/expiresAt', message: 'Too late.' }], { expires: '' }, path =>
    path === 'expiresAt' ? 'expires' : path,
  )
  assert.deepEqual(sorted.fields, { expires: 'Too late.' })
})

test('a field without a value still shows what is wrong with it', () => {
  const sorted = sortComplaints([{ field: '/portal', message: 'Invalid GUID' }], { portal: null })
  assert.deepEqual(sorted.fields, { portal: 'Choose or enter a value.' })
})
