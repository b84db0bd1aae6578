import type { RefusedView } from '@postern/contract/portal-view.ts'
import { ownPath } from '../addresses.ts'
import { frame, name } from '../frame.ts'
import { contactLink, referenceBlock } from '../help.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

/** Calm, without the reason: that is for the administrator who looks the reference up. */
export function refusedPage(view: RefusedView): Html {
  const { refused } = texts[view.locale]
  const told = refused.because[view.because]
  const help = contactLink(view.locale, view.contact, {
    portal: view.portal.name,
    reference: view.reference,
  })
  return frame({
    view,
    title: told.title,
    place: 'door',
    content: html`<h1>${told.title}</h1>
<p class="lead">${told.lead(name(view.portal.name))}</p>
<h2>${refused.steps}</h2>
<ol class="steps">${told.steps(help).map(step => html`<li>${step}</li>`)}</ol>
${referenceBlock(view.locale, view.reference)}
<p class="onward"><a class="button ${view.because === 'no-access' ? 'other' : 'first'}" href="${ownPath(view.wayBack)}">${refused.wayBack}</a></p>`,
  })
}
