import type { RefusedBecause } from '@postern/contract/portal-view.ts'
import { type Html, html } from '../html.ts'

/**
 * Every word of the portal pages in English. Names come in as markup that keeps their writing direction to itself,
 * because a translation may put them anywhere in a sentence.
 */
export const en = {
  demo: { label: 'Demonstration', text: 'Demonstration only. The people and records here are made up.' },
  /** The first link of every page, for the keyboard. */
  skip: 'Skip to content',
  runBy: (portal: Html, organization: Html) => html`${portal} is a portal of ${organization}.`,
  reference: 'Reference',
  mailSubject: (portal: string, reference: string | null) =>
    reference === null ? portal : `${portal}, reference ${reference}`,
  whoeverInvited: 'the person who invited you',
  login: {
    title: 'Sign in',
    heading: (portal: Html) => html`Sign in to ${portal}`,
    lead: 'You sign in at your own organization. This portal never sees your password.',
    choose: 'Ways to sign in',
    continueWith: (connection: Html) => html`Continue with ${connection}`,
    none: 'This portal has no way to sign in yet.',
    noneHint: 'It is still being set up. Please come back later.',
    notices: {
      'signed-out': 'You are signed out.',
      'timed-out': 'You were signed out because nothing happened for a while. Please sign in again.',
    },
    help: (contact: Html) => html`Trouble signing in? Contact ${contact}.`,
  },
  landing: {
    title: 'Welcome',
    heading: (name: Html) => html`Welcome, ${name}`,
    lead: (email: Html) => html`You are signed in as ${email}.`,
    known: 'What this portal knows about you',
    noProfile: 'There is no profile about you here.',
    name: 'Name',
    email: 'Email',
    status: 'Status',
    location: 'Location',
    since: 'Known here since',
    empty: 'Not given',
    roles: 'Your roles',
    noRoles: 'You have no roles here.',
    correction: (contact: Html) => html`Is something not right? Contact ${contact}.`,
    inactivity: (minutes: number) =>
      minutes === 1
        ? 'You are signed out after a minute without activity.'
        : `You are signed out after ${duration(minutes)} without activity.`,
    signOut: 'Sign out',
    day: (at: Date, timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at),
  },
  signedOut: {
    title: 'Signed out',
    heading: 'You are signed out',
    lead: (portal: Html) => html`Your session at ${portal} has ended.`,
    shared: 'Is this a shared computer? Close the browser too, so that nobody continues in your name.',
    wayBack: 'Sign in again',
  },
  refused: {
    steps: 'What you can do',
    referenceHint: 'Have this at hand when you ask for help. It shows exactly what happened.',
    wayBack: 'Back to sign-in',
    because: {
      'start-again': {
        title: 'Please sign in once more',
        lead: () =>
          'Your sign-in was not finished. It may have taken too long, or moved to another browser or window.',
        steps: contact => [
          'Sign in again, and stay in the same browser until you are through.',
          'Allow cookies for this site, if your browser blocks them.',
          html`If it happens again, contact ${contact}.`,
        ],
      },
      'not-vouched': {
        title: 'You were not signed in',
        lead: () =>
          'The service that signs you in did not say who you are. Perhaps you turned back there, or it does not let you use this portal.',
        steps: contact => ['Go back and sign in again.', html`If it happens again, contact ${contact}.`],
      },
      'sign-in-service': {
        title: 'Your sign-in could not be completed',
        lead: () =>
          'The service that signs you in gave an answer that this portal cannot use. You did nothing wrong.',
        steps: contact => [
          'Wait a few minutes, then sign in again.',
          html`If it happens again, contact ${contact}. They may have to correct a setting.`,
        ],
      },
      closed: {
        title: 'This way in is closed at the moment',
        lead: () => 'Nobody can sign in this way right now.',
        steps: contact => [
          'Go back, and choose another way to sign in if there is one.',
          html`Otherwise try again later, or contact ${contact}.`,
        ],
      },
      'no-access': {
        title: 'We could not let you in',
        lead: portal => html`Your sign-in worked, but ${portal} is not open to you at the moment.`,
        steps: contact => [
          html`If you expected to get in, contact ${contact}.`,
          'Do you have several accounts, such as one for work and one for study? Sign in with the other one.',
        ],
      },
    } satisfies Record<RefusedBecause, RefusedTexts>,
  },
  unavailable: {
    title: 'Closed at the moment',
    heading: (portal: Html) => html`${portal} is closed at the moment`,
    lead: 'Nobody can sign in right now. Please come back later.',
    help: (contact: Html) => html`If it is urgent, contact ${contact}.`,
  },
  notFound: {
    title: 'No portal here',
    heading: 'There is no portal at this address',
    lead: 'The address may be mistyped or out of date.',
    steps: [
      'Compare the address with the one you were given, letter by letter.',
      'Ask whoever sent it to you for the current one.',
    ],
  },
}

interface RefusedTexts {
  readonly title: string
  readonly lead: (portal: Html) => string | Html
  readonly steps: (contact: Html) => readonly (string | Html)[]
}

function duration(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`
}
