import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { readChoice } from './choice.ts'
import { choosingPage } from './choosing-page.ts'
import { readForm, sendPage } from './http.ts'
import type { SandboxPerson } from './people.ts'

/** Shows and takes the choice of a person for an OpenID Connect sign-in in flight. */
export async function chooseForOidc(
  provider: Provider,
  people: readonly SandboxPerson[],
  admit: (person: SandboxPerson) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response)
  const view = {
    people,
    action: `/oidc/choose/${interaction.uid}`,
    askedBy: new URL(String(interaction.params.redirect_uri)).origin,
  }
  if (request.method !== 'POST') return sendPage(response, choosingPage(view))
  const choice = readChoice(await readForm(request), people)
  if (choice.kind === 'again') {
    return sendPage(
      response,
      choosingPage({ ...view, ...(choice.newcomer && { newcomer: choice.newcomer }) }),
    )
  }
  if (choice.kind === 'cancel') {
    const result = { error: 'access_denied', error_description: 'Nobody was chosen' }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
  admit(choice.person)
  await forgetSession(provider, interaction)
  // Choosing a person is consenting, also where the client asks for that by prompt=consent.
  const result = { login: { accountId: choice.person.id }, consent: {} }
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

/**
 * Ends the session of whoever was chosen before. Left to itself, oidc-provider would put a page in between
 * that needs a script to sign the other person out.
 */
async function forgetSession(
  provider: Provider,
  interaction: Awaited<ReturnType<Provider['interactionDetails']>>,
): Promise<void> {
  const uid = interaction.session?.uid
  if (!uid) return
  const session = await provider.Session.findByUid(uid)
  await session?.destroy()
  delete interaction.session
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000))
}
