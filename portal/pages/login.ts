import type { LoginView } from '@postern/contract/portal-view.ts'
import { ownPath } from '../addresses.ts'
import { frame, name } from '../frame.ts'
import { contactLink } from '../help.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

/** The door itself: one button for each way to sign in. */
export function loginPage(view: LoginView): Html {
  const { login } = texts[view.locale]
  const help = contactLink(view.locale, view.contact, { portal: view.portal.name, reference: null })
  return frame({
    view,
    title: login.title,
    place: 'door',
    content: html`${view.notice && html`<p class="notice" role="status">${login.notices[view.notice]}</p>`}
<h1>${login.heading(name(view.portal.name))}</h1>
${view.connections.length === 0 ? noWayIn(view) : waysIn(view)}
<p class="soft help">${login.help(help)}</p>`,
  })
}

function waysIn({ locale, connections }: LoginView): Html {
  const { login } = texts[locale]
  const way = ({ uid, label, href }: LoginView['connections'][number], index: number) => html`<li>
<a class="button ${index === 0 ? 'first' : 'other'}" data-connection="${uid}" href="${ownPath(href)}">
<span>${login.continueWith(name(label))}</span> ${arrow}</a></li>`
  return html`<p class="lead">${login.lead}</p>
<ul class="ways" aria-label="${login.choose}">${connections.map(way)}</ul>`
}

function noWayIn({ locale }: LoginView): Html {
  const { login } = texts[locale]
  return html`<div class="empty"><p><strong>${login.none}</strong></p><p class="soft">${login.noneHint}</p></div>`
}

const arrow = html`<svg class="arrow" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path
 d="M4 10h11M10.5 5.5 15 10l-4.5 4.5" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`
