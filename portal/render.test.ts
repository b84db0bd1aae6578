import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PortalView, refusedBecause } from '@postern/contract/portal-view.ts'
import { type RefusalCode, reasons } from '@postern/contract/reasons.ts'
import { assets, stylesheet } from './assets.ts'
import { examples } from './examples.ts'
import { render } from './render.ts'
import { portalStyle } from './stylesheet.ts'

/** Fields that hold addresses and choices of the server's, never names that somebody typed. */
const structural = new Set([
  'locale',
  'dir',
  'page',
  'home',
  'branding',
  'href',
  'action',
  'wayBack',
  'because',
  'notice',
  'since',
  'timeZone',
])

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)`,
  '</title></head><body style="color:red">',
  '&lt;b&gt; &#60;',
  '<!-- ]]> -->',
  '`{{1}}` \u202e \u2066',
]

for (const [name, view] of Object.entries(examples)) {
  test(`${name}: one heading, a language, a direction, a title; no script and no style of its own`, () => {
    const page = render(view)
    assert.ok(page.startsWith('<!doctype html>\n'))
    assert.equal(page.match(/<h1[ >]/g)?.length, 1)
    assert.ok(page.includes(`<html lang="${view.locale}" dir="${view.dir}">`))
    assert.match(page, /<title>[^<]+<\/title>/)
    assert.match(page, /<meta name="viewport" content="width=device-width/)
    assert.doesNotMatch(page, /<script|<style|<iframe|\sstyle=|\son[a-z]+=|javascript:/i)
    assert.ok(page.includes(`href="${stylesheet.path}"`))
    assert.equal(page.includes('made up'), view.demo)
  })

  test(`${name}: every page begins with a link to its content`, () => {
    const page = render(view)
    const first = /<body[^>]*>\s*<a [^>]*href="#([^"]+)"/.exec(page)?.[1]
    assert.ok(first && page.includes(`<main id="${first}"`))
  })

  test(`${name}: hostile names change no tag and no attribute`, () => {
    const expected = skeleton(render(withNames(view, 'x')))
    for (const text of hostile) assert.equal(skeleton(render(withNames(view, text))), expected, text)
  })

  test(`${name}: everything it loads stays under 50 KB`, () => {
    const style = 'portal' in view ? portalStyle(view.portal.branding).css : ''
    const files = [render(view), style, ...assets.map(asset => asset.body)]
    assert.ok(files.reduce((bytes, file) => bytes + Buffer.byteLength(file), 0) < 50_000)
  })
}

test('a foreign address in the view is a mistake that stops the page', () => {
  const login = view('login')
  for (const href of [
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil',
  ]) {
    assert.throws(() => render({ ...login, connections: [{ uid: 'x', label: 'x', href }] }), href)
  }
})

test('a logo that the content policy would block is left out', () => {
  const login = view('login')
  const page = (logo: string) =>
    render({ ...login, portal: { ...login.portal, branding: { logo, primary: null } } })
  assert.ok(page('/p/physicians/logo?v=1').includes('<img class="logo" src="/p/physicians/logo?v=1" alt="">'))
  for (const logo of ['https://evil.example/l.png', 'javascript:alert(1)', 'data:text/html;base64,AAAA']) {
    assert.doesNotMatch(page(logo), /<img/)
  }
})

test('a contact is a link where it can be reached, and mail carries the reference', () => {
  const refused = view('refused')
  const page = (href: string) => render({ ...refused, contact: { label: 'Staff Office', href } })
  assert.ok(
    page('mailto:o@mercy.example').includes(
      'mailto:o@mercy.example?subject=Physicians%2C%20reference%20K7F2-M9QD',
    ),
  )
  assert.match(page('tel:+4930123456'), /<a href="tel:\+4930123456">/)
  assert.doesNotMatch(page('javascript:alert(1)'), /javascript|<a href="j/)
})

test('sign-out is a POST that carries the token', () => {
  const page = render(view('landing'))
  assert.match(
    page,
    /<form method="post" action="\/p\/physicians\/logout">\s*<input type="hidden" name="csrf" value="dGhlIHRva2Vu">/,
  )
})

test('ways to sign in are links in the order given; without any the page says so', () => {
  const hrefs = [...render(view('login')).matchAll(/data-connection="(\w+)"/g)].map(match => match[1])
  assert.deepEqual(hrefs, ['mercy_saml', 'partners'])
  assert.match(render(view('login-empty')), /This portal has no way to sign in yet\./)
})

test('the day an account is known since is that of the time zone', () => {
  const late = { ...view('landing'), since: '2026-11-21T23:30:00Z' }
  assert.match(render({ ...late, timeZone: 'UTC' }), />21 November 2026</)
  assert.match(render({ ...late, timeZone: 'Asia/Tokyo' }), />22 November 2026</)
})

test('no refusal tells its reason, and all that policy refuses reads the same', () => {
  const refused = view('refused')
  const pages = new Map<string, string>()
  for (const [code, entry] of Object.entries(reasons)) {
    if (entry.effect === 'explains') continue
    const because = refusedBecause(code as RefusalCode)
    const page = render({ ...refused, because })
    assert.ok(page.includes(`<code translate="no" dir="ltr">${refused.reference}</code>`))
    assert.ok(!page.includes(code) && !page.includes(entry.says), code)
    pages.set(because, page)
    if (/^(account|profile|profile-type|match|email|login|registration|role|location|attribute)\./.test(code))
      assert.equal(because, 'no-access')
  }
  assert.equal(refusedBecause('portal.no-role'), 'no-access')
  assert.equal(pages.size, 5)
})

/** The example of that name, as the page it shows. */
function view<Name extends keyof PagesByExample>(name: Name): PagesByExample[Name] {
  return examples[name] as PagesByExample[Name]
}
type Of<Page extends PortalView['page']> = Extract<PortalView, { page: Page }>
interface PagesByExample {
  login: Of<'login'>
  'login-empty': Of<'login'>
  landing: Of<'landing'>
  refused: Of<'refused'>
}

function withNames<Value>(value: Value, text: string): Value {
  if (typeof value === 'string') return text as Value
  if (Array.isArray(value)) return value.map(item => withNames(item, text)) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, held]) => [
    key,
    structural.has(key) ? held : withNames(held, text),
  ])
  return Object.fromEntries(entries)
}

/** Tags with their attributes' names, without text and values. */
function skeleton(page: string): string {
  const tags = page.match(/<\/?[a-z][^>]*>|<!--/gi) ?? []
  return tags.map(tag => tag.replace(/="[^"]*"/g, '')).join('')
}
