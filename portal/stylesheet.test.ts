import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assets, stylesheet } from './assets.ts'
import { type Colour, contrast, parseColour } from './colour.ts'
import { darkBrand, lightBrand, neutrals, type Palette } from './palette.ts'
import { hashOf, portalStyle, portalStylePath } from './stylesheet.ts'

const steps = [0, 51, 102, 128, 153, 204, 255]
const colours = steps.flatMap(r => steps.flatMap(g => steps.map((b): Colour => [r, g, b])))

const schemes = [
  { name: 'light', neutral: neutrals.light, brand: lightBrand },
  { name: 'dark', neutral: neutrals.dark, brand: darkBrand },
]

for (const { name, neutral, brand } of schemes) {
  test(`${name}: text reads on every ground, and outlines can be seen`, () => {
    for (const ground of [neutral.ground, neutral.card]) {
      for (const text of [neutral.ink, neutral.soft]) assert.ok(contrast(text, ground) >= 4.5)
      assert.ok(contrast(neutral.edge, ground) >= 3)
    }
    assert.ok(contrast(neutral.demo, neutral['demo-ground']) >= 4.5)
    assert.ok(contrast(neutral.good, neutral['good-ground']) >= 4.5)
  })

  test(`${name}: whatever colour a portal chooses, its text reads and its buttons can be seen`, () => {
    for (const primary of colours) {
      const palette = { ...neutral, ...brand(primary) }
      reads(palette, 'on-panel', ['panel'], 4.5)
      reads(palette, 'on-brand', ['brand', 'brand-hover'], 4.5)
      reads(palette, 'accent', ['ground', 'card', 'tint'], 4.5)
      reads(palette, 'ink', ['tint'], 4.5)
      reads(palette, 'brand-edge', ['ground', 'card'], 3)
    }
  })
}

function reads(palette: Palette, text: string, grounds: readonly string[], ratio: number): void {
  for (const ground of grounds) {
    const [one, other] = [palette[text], palette[ground]]
    assert.ok(one && other, `${text} on ${ground}`)
    const found = contrast(one, other)
    assert.ok(found >= ratio, `${text} ${one} on ${ground} ${other}: ${found.toFixed(2)}`)
  }
}

test('contrast is that of WCAG', () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21)
  // the well-known grey that just passes on white
  assert.equal(contrast([118, 118, 118], [255, 255, 255]).toFixed(2), '4.54')
})

test('colours are read strictly', () => {
  assert.deepEqual(parseColour('#1d6f5C'), [29, 111, 92])
  assert.deepEqual(parseColour('#abc'), [170, 187, 204])
  for (const wrong of ['', 'red', '#12', '#1234567', 'rgb(0,0,0)', '#fff;}body{display:none']) {
    assert.equal(parseColour(wrong), null)
  }
})

test('a setting that is no colour injects nothing and counts as none', () => {
  const none = portalStyle({ logo: null, primary: null })
  assert.deepEqual(portalStyle({ logo: null, primary: 'red}*{display:none' }), none)
})

test('the address of a portal’s style sheet changes with its colour, and there is none without a colour', () => {
  const portal = (primary: string | null) => ({
    name: 'Campus',
    organization: 'Campus',
    home: '/p/campus',
    branding: { logo: null, primary },
  })
  assert.equal(portalStylePath(portal(null)), null)
  assert.equal(portalStylePath(portal('#abc')), portalStylePath(portal('#aabbcc')))
  assert.notEqual(portalStylePath(portal('#abc')), portalStylePath(portal('#abd')))
  assert.match(portalStylePath(portal('#abc')) ?? '', /^\/p\/campus\/style\.css\?v=[\w-]{16}$/)
})

test('the path of an asset names its content', () => {
  for (const { path, body } of assets) assert.ok(path.includes(`.${hashOf(body)}.`))
  assert.match(stylesheet.path, /^\/assets\/portal\.[\w-]{16}\.css$/)
})
