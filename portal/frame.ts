import type { PortalLook, PortalView } from '@postern/contract/portal-view.ts'
import { imageAddress, ownPath } from './addresses.ts'
import { icon, stylesheet } from './assets.ts'
import { type Html, html } from './html.ts'
import { portalStylePath } from './stylesheet.ts'
import { texts } from './texts.ts'

/** What a page puts into the frame. */
export interface Framed {
  readonly view: PortalView
  readonly title: string
  /** `door`: outside, before the gate. `inside`: signed in. */
  readonly place: 'door' | 'inside'
  /** Beside the portal's name. */
  readonly aside?: Html
  readonly content: Html
  readonly footer?: Html | undefined
}

/** A whole document around a page's content. */
export function frame({ view, title, place, aside, content, footer }: Framed): Html {
  const portal = 'portal' in view ? view.portal : null
  const { demo, runBy, skip } = texts[view.locale]
  const ownStyle = portal && portalStylePath(portal)
  return html`<!doctype html>
<html lang="${view.locale}" dir="${view.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${portal ? `${title} · ${portal.name}` : title}</title>
<link rel="icon" href="${icon.path}" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet.path}">
${ownStyle && html`<link rel="stylesheet" href="${ownPath(ownStyle)}">`}
</head>
<body class="${place}">
<a class="skip" href="#content">${skip}</a>
${view.demo && html`<aside class="demo" aria-label="${demo.label}">${demo.text}</aside>`}
<header class="gate">${portal ? signboard(portal) : emblem('')}${aside}</header>
<main id="content" tabindex="-1">
${content}
</main>
<footer>${footer}${portal && html`<p>${runBy(name(portal.name), name(portal.organization))}</p>`}</footer>
</body>
</html>
`
}

/** Text of somebody's choosing within ours: keeps its writing direction to itself. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

function signboard(portal: PortalLook): Html {
  const logo = portal.branding.logo === null ? null : imageAddress(portal.branding.logo)
  // the name stands beside it, so the logo says nothing more to a screen reader
  const sign = logo === null ? emblem(initial(portal.name)) : html`<img class="logo" src="${logo}" alt="">`
  return html`<div class="signboard">${sign}
<p class="names"><span class="portal">${name(portal.name)}</span> <span class="organization">${name(portal.organization)}</span></p></div>`
}

function emblem(letter: string): Html {
  return html`<span class="emblem" aria-hidden="true">${letter}</span>`
}

// by grapheme, so that a letter keeps its accents
function initial(text: string): string {
  const [first] = new Intl.Segmenter().segment(text.trim())
  return first ? first.segment.toLocaleUpperCase() : ''
}
