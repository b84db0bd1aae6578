import { type Html, html } from './html.ts'
import type { NewcomerErrors, NewcomerForm } from './newcomer.ts'
import { type Page, page } from './page.ts'
import { fullName, type SandboxPerson } from './people.ts'

/** What the choosing page shows; both protocols fill it. */
export interface ChoosingView {
  people: readonly SandboxPerson[]
  /** Where both forms post to, and what they carry along. */
  action: string
  carried?: Record<string, string>
  /** Origin that asked for the sign-in. */
  askedBy: string
  newcomer?: { form: NewcomerForm; errors: NewcomerErrors }
}

/** Renders "choose who to be". */
export function choosingPage(view: ChoosingView): Page {
  const wrong = Object.keys(view.newcomer?.errors ?? {}).length > 0
  const carried = Object.entries(view.carried ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const group = (title: string, kind: SandboxPerson['kind']) => {
    const members = view.people.filter(person => person.kind === kind)
    if (members.length === 0) return undefined
    return html`<h2>${title}</h2><ul class="people">${members.map(personButton)}</ul>`
  }
  return page({
    title: wrong ? 'Error: choose who to be' : 'Choose who to be',
    status: wrong ? 422 : 200,
    formTarget: view.askedBy,
    content: html`<h1>Choose who to be</h1>
<p class="lead"><span class="origin">${view.askedBy}</span> asks who is signing in.</p>
<form method="post" action="${view.action}">${carried}
${group('Physicians', 'physician')}
${group('Students', 'student')}
${group('Others', 'guest')}
</form>
${newcomerForm(view, carried)}
<form method="post" action="${view.action}" class="cancel">${carried}
<button class="plain" name="cancel" value="yes">Go back without signing in</button>
</form>`,
  })
}

function personButton(person: SandboxPerson): Html {
  const initials = `${person.givenName.charAt(0)}${person.familyName.charAt(0)}`
  const notes = [
    ...(person.email === undefined
      ? ['no email address']
      : person.emailVerified
        ? []
        : ['email not verified']),
    ...(person.kind === 'physician' && person.npi === undefined ? ['no licence number'] : []),
  ].map(note => html` <span class="note">${note}</span>`)
  return html`<li><button name="person" value="${person.id}">
<span class="initials" aria-hidden="true">${initials}</span>
<span class="who"><span class="full">${fullName(person)}</span>
<span class="detail">${person.department}</span>
${person.email === undefined ? undefined : html`<span class="detail">${breakable(person.email)}</span>`}${notes}</span>
</button></li>`
}

/** An address too long for its line breaks before the @, not within a word. */
function breakable(email: string): Html {
  const at = email.lastIndexOf('@')
  return html`${email.slice(0, at)}<wbr>${email.slice(at)}`
}

function newcomerForm(view: ChoosingView, carried: Html[]): Html {
  return html`<form method="post" action="${view.action}" class="newcomer" aria-labelledby="newcomer">${carried}
<h2 id="newcomer">Somebody else</h2>
<p>A person no portal has seen before. The same email is the same person the next time.</p>
${newcomerField(view, 'givenName', 'Given name', 'text')}
${newcomerField(view, 'familyName', 'Family name', 'text')}
${newcomerField(view, 'email', 'Email', 'email')}
<button class="primary" name="newcomer" value="yes">Continue as this person</button>
</form>`
}

function newcomerField(
  { newcomer }: ChoosingView,
  name: keyof NewcomerForm,
  label: string,
  type: string,
): Html {
  const wrong = newcomer?.errors[name]
  const message = wrong === undefined ? undefined : html`<p class="wrong" id="${name}-wrong">${wrong}</p>`
  const described =
    wrong === undefined ? undefined : html` aria-invalid="true" aria-describedby="${name}-wrong"`
  const first = Object.keys(newcomer?.errors ?? {})[0] === name ? html` autofocus` : undefined
  return html`<div class="field"><label for="${name}">${label}</label>${message}
<input id="${name}" name="${name}" type="${type}" value="${newcomer?.form[name]}" required autocomplete="off"${described}${first}>
</div>`
}
