import type { LandingView } from '@postern/contract/portal-view.ts'
import { ownPath } from '../addresses.ts'
import { frame, name } from '../frame.ts'
import { contactLink } from '../help.ts'
import { type Html, html } from '../html.ts'
import { texts } from '../texts.ts'

/** Inside: who the person is here, and what the portal knows about them. */
export function landingPage(view: LandingView): Html {
  const { landing } = texts[view.locale]
  const { person } = view
  const help = contactLink(view.locale, view.contact, { portal: view.portal.name, reference: null })
  return frame({
    view,
    title: landing.title,
    place: 'inside',
    aside: signOutForm(view),
    content: html`<h1>${landing.heading(name(person.name))}</h1>
${person.email !== null && html`<p class="lead">${landing.lead(address(person.email))}</p>`}
<section class="card" aria-labelledby="known">
<h2 id="known">${landing.known}</h2>
${summary(view)}
${facts(view)}
<h3 id="roles">${landing.roles}</h3>
${roles(view)}
<p class="soft correction">${landing.correction(help)}</p>
</section>`,
    footer: html`<p>${landing.inactivity(view.inactivityMinutes)}</p>`,
  })
}

function signOutForm({ locale, signOut }: LandingView): Html {
  return html`<form method="post" action="${ownPath(signOut.action)}">
<input type="hidden" name="${signOut.csrf.name}" value="${signOut.csrf.value}">
<button class="button other" type="submit">${texts[locale].landing.signOut}</button>
</form>`
}

function summary({ locale, profile }: LandingView): Html {
  const { landing } = texts[locale]
  if (profile === null) return html`<p class="soft">${landing.noProfile}</p>`
  // active is the usual case and wears the calm green; the word itself carries the meaning
  const tone = profile.status === 'Active' ? 'good' : 'plain'
  return html`<p class="summary"><strong>${name(profile.name)}</strong>
<span class="soft">${name(profile.type)}</span>
<span class="status ${tone}"><span class="unseen">${landing.status}: </span>${name(profile.status)}</span></p>`
}

function facts({ locale, person, attributes, location, since, timeZone }: LandingView): Html {
  const { landing } = texts[locale]
  const at = new Date(since)
  return html`<dl>
${attributes.map(({ label, value }) => fact(locale, label, value))}
${person.email !== null && fact(locale, landing.email, person.email)}
${location !== null && fact(locale, landing.location, location)}
<div><dt>${landing.since}</dt><dd><time datetime="${at.toISOString()}">${name(landing.day(at, timeZone))}</time></dd></div>
</dl>`
}

function fact(locale: LandingView['locale'], label: string, value: string): Html {
  const shown =
    value.trim() === '' ? html`<span class="soft">${texts[locale].landing.empty}</span>` : address(value)
  return html`<div><dt>${name(label)}</dt><dd>${shown}</dd></div>
`
}

function roles({ locale, roles: held }: LandingView): Html {
  if (held.length === 0) return html`<p class="soft">${texts[locale].landing.noRoles}</p>`
  return html`<ul class="chips" aria-labelledby="roles">${held.map(role => html`<li>${name(role)}</li>`)}</ul>`
}

// an address too long for its line breaks before the @, not within a word
function address(text: string): Html {
  const at = text.lastIndexOf('@')
  return at < 1 ? name(text) : html`<bdi>${text.slice(0, at)}<wbr>${text.slice(at)}</bdi>`
}
