import { html } from './html.ts'
import { type Page, page } from './page.ts'

/** A form the browser should pass on: by itself where scripts run, by one press where they do not. */
export interface Handover {
  title: string
  lead: string
  button: string
  /** Full URL the form posts to. */
  action: string
  fields: Record<string, string>
  /** Origin the answer redirects to, when that is not the form's own. */
  endsAt?: string | undefined
}

/** Renders the page between the sandbox and whoever asked. */
export function handoverPage(handover: Handover): Page {
  const fields = Object.entries(handover.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return page({
    title: handover.title,
    formTarget: handover.endsAt ?? new URL(handover.action).origin,
    pressOn: true,
    content: html`<h1>${handover.title}</h1>
<p class="lead">${handover.lead}</p>
<form method="post" action="${handover.action}">${fields}
<button class="primary">${handover.button}</button>
</form>`,
  })
}
