import type { SignedOutView } from '@postern/contract/portal-view.ts'
import { ownPath } from '../addresses.ts'
import { frame, name } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

export function signedOutPage(view: SignedOutView): Html {
  const { signedOut } = texts[view.locale]
  return frame({
    view,
    title: signedOut.title,
    place: 'door',
    content: html`<h1>${signedOut.heading}</h1>
<p class="lead">${signedOut.lead(name(view.portal.name))}</p>
<p class="onward"><a class="button first" href="${ownPath(view.wayBack)}">${signedOut.wayBack}</a></p>
<p class="soft help">${signedOut.shared}</p>`,
  })
}
