import type { NotFoundView } from '@postern/contract/portal-view.ts'
import { frame } from '../frame.ts'
import { referenceBlock } from '../help.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

export function notFoundPage(view: NotFoundView): Html {
  const { notFound, refused } = texts[view.locale]
  return frame({
    view,
    title: notFound.title,
    place: 'door',
    content: html`<h1>${notFound.heading}</h1>
<p class="lead">${notFound.lead}</p>
<h2>${refused.steps}</h2>
<ol class="steps">${notFound.steps.map(step => html`<li>${step}</li>`)}</ol>
${referenceBlock(view.locale, view.reference)}`,
  })
}
