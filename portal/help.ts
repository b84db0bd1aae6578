import type { Contact, Locale } from '@postern/contract/portal-view.ts'
import { contactAddress } from './addresses.ts'
import { name } from './frame.ts'
import { type Html, html } from './html.ts'
import { texts } from './texts.ts'

/** Whom to ask, as a link where there is one: mail already carries the portal's name and the reference. */
export function contactLink(
  locale: Locale,
  contact: Contact | null,
  about: { readonly portal: string; readonly reference: string | null },
): Html {
  const { whoeverInvited, mailSubject } = texts[locale]
  if (contact === null) return html`${whoeverInvited}`
  const address = contact.href && contactAddress(contact.href, mailSubject(about.portal, about.reference))
  return address ? html`<a href="${address}">${name(contact.label)}</a>` : name(contact.label)
}

/** The short id, large enough to read out; one click selects all of it. */
export function referenceBlock(locale: Locale, reference: string | null): Html | null {
  if (reference === null) return null
  const { reference: label, refused } = texts[locale]
  return html`<div class="reference">
<p><span class="label">${label}</span> <code translate="no" dir="ltr">${reference}</code></p>
<p class="soft">${refused.referenceHint}</p>
</div>`
}
