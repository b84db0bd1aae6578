import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, type Written } from './html.ts'

test('values are escaped in content and in attributes', () => {
  const value = `<b>"&'`
  assert.equal(
    html`<p title="${value}">${value}</p>`.toString(),
    '<p title="&lt;b&gt;&quot;&amp;&#39;">&lt;b&gt;&quot;&amp;&#39;</p>',
  )
})

test('markup stands as it is, lists follow one another, nothing is written for nothing', () => {
  const items = ['<', html`<i>x</i>`, [html`<u>y</u>`, 1]]
  assert.equal(html`${items}${null}${undefined}${false}`.toString(), '&lt;<i>x</i><u>y</u>1')
})

test('an object from elsewhere cannot pass for markup', () => {
  const forged = { toString: () => '<script>' } as unknown as Written
  assert.throws(() => html`<p>${forged}</p>`)
})

test('an attribute without quotes is an error', () => {
  assert.throws(() => html`<p title=${'x'}></p>`, /Quote every attribute/)
})
