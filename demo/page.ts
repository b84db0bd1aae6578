import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Html, html } from './html.ts'

/** A page of the sandbox, ready to send. */
export interface Page {
  status: number
  headers: Record<string, string>
  body: string
}

/** The one style sheet, served at `/sandbox.css` so that the policy can refuse every inline style. */
export const styleSheet: string = readFileSync(new URL('./sandbox.css', import.meta.url), 'utf8')

/** Presses the only button of a hand-over page; its hash is the only script any page allows. */
const pressOn = 'document.forms[0].submit()'
const pressOnHash = createHash('sha256').update(pressOn).digest('base64')

export interface PageOptions {
  title: string
  content: Html
  status?: number
  /** Origin the form ends up at: browsers hold `form-action` against redirects after a post as well. */
  formTarget?: string
  pressOn?: boolean
}

/** Lays content out in the sandbox's frame, with headers that allow nothing the page does not need. */
export function page(options: PageOptions): Page {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `form-action 'self' ${options.formTarget ?? ''}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(options.pressOn ? [`script-src 'sha256-${pressOnHash}'`] : []),
  ]
  return {
    status: options.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      // `no-referrer` would make the browser post to the portal with `Origin: null`.
      'Referrer-Policy': 'strict-origin',
    },
    body: frame(options).markup,
  }
}

function frame({ title, content, pressOn: press }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox identity provider</title>
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<main>
<header>
<p class="name">Sandbox identity provider</p>
<p class="demo"><strong>Demonstration only.</strong> This page stands in for a hospital's or a university's own sign-in, asks
for no password and vouches for anybody. Production never loads it.</p>
</header>
${content}
</main>
${press ? html`<script>${{ markup: pressOn }}</script>` : undefined}
</body>
</html>
`
}

/** Something the sandbox cannot do, said plainly. */
export function errorPage(status: number, title: string, detail: string): Page {
  return page({
    status,
    title,
    content: html`<h1>${title}</h1><p>${detail}</p>
<p class="lead">To try again, start at the portal.</p>`,
  })
}
