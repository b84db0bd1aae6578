import type { UnavailableView } from '@postern/contract/portal-view.ts'
import { frame, name } from '../frame.ts'
import { contactLink, referenceBlock } from '../help.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

export function unavailablePage(view: UnavailableView): Html {
  const { unavailable } = texts[view.locale]
  const help = contactLink(view.locale, view.contact, {
    portal: view.portal.name,
    reference: view.reference,
  })
  return frame({
    view,
    title: unavailable.title,
    place: 'door',
    content: html`<h1>${unavailable.heading(name(view.portal.name))}</h1>
<p class="lead">${unavailable.lead}</p>
<p class="urgent">${unavailable.help(help)}</p>
${referenceBlock(view.locale, view.reference)}`,
  })
}
