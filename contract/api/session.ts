import { z } from 'zod'
import { level, scope } from '../access.ts'
import { accountId, organizationId } from '../ids.ts'
import { nothing, operation } from './operation.ts'
import { passkeyAssertion, passkeyOptions, passkeyRegistration } from './passkeys.ts'

/** Who is signed in to the console. */
export const consoleSession = z
  .strictObject({
    account: accountId,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    level,
    /** What the level allows: hides what cannot be done. */
    scopes: z.array(scope),
    /** Null: all organizations. */
    organizations: z.array(organizationId).nullable(),
    /** The session ends then at the latest, and after `idleMinutes` without a request. */
    expiresAt: z.iso.datetime(),
    idleMinutes: z.int(),
  })
  .meta({ id: 'ConsoleSession' })
export type ConsoleSession = z.infer<typeof consoleSession>

export const secondFactor = z.enum(['totp', 'passkey'])
export type SecondFactor = z.infer<typeof secondFactor>

/** Carries a sign-in from one step to the next: five minutes, this browser's business only. */
const challenge = z.string().min(1).max(200)

/** What comes after a step of signing in. `done` also set the session cookie. */
export const signInStep = z
  .discriminatedUnion('next', [
    z.strictObject({ next: z.literal('done'), session: consoleSession }),
    /** The password was right: answer with one of these factors. */
    z.strictObject({ next: z.literal('second-factor'), challenge, factors: z.array(secondFactor) }),
    /** The password was right and no second factor exists yet: set one up to finish signing in. */
    z.strictObject({ next: z.literal('enrol'), challenge }),
  ])
  .meta({ id: 'SignInStep' })
export type SignInStep = z.infer<typeof signInStep>

/** A new password, chosen by a person. Never truncated; longer than 1,000 characters is refused. */
export const newPassword = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(1_000, 'Use at most 1,000 characters.')
/** A password as typed at sign-in: only its size is checked. */
export const typedPassword = z.string().min(1, 'Type your password.').max(1_000)

export const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ error: 'Use an address like name@example.com.', pattern: z.regexes.unicodeEmail }))

/** One line of text for people: no control characters. */
export const label = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.')

export const totpCode = z
  .string()
  .transform(code => code.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'The code has six digits.'))

/** A TOTP secret to put into an authenticator app; not in force until a code from it was confirmed. */
export const totpOffer = z
  .strictObject({
    challenge,
    /** Base32, for typing in. */
    secret: z.string(),
    /** `otpauth://…`, for a QR code. */
    uri: z.string(),
  })
  .meta({ id: 'TotpOffer' })
export const passkeyOffer = z
  .strictObject({ challenge, options: passkeyOptions })
  .meta({ id: 'PasskeyOffer' })
export const passkeyLabel = label.min(1, 'Give it a name.').max(100)

const step = { method: 'POST', access: 'public', result: signInStep } as const

export const session = {
  read: operation({
    id: 'session.read',
    method: 'GET',
    path: '/session',
    summary: 'Tells who is signed in to the console.',
    access: 'self',
    result: consoleSession,
  }),
  signIn: operation({
    ...step,
    id: 'session.signIn',
    path: '/session',
    summary: 'Begins to sign in with a password; a second factor follows.',
    body: z.strictObject({ email, password: typedPassword }),
  }),
  answerTotp: operation({
    ...step,
    id: 'session.answerTotp',
    path: '/session/totp',
    summary: 'Finishes signing in with a code from an authenticator app.',
    body: z.strictObject({ challenge, code: totpCode }),
  }),
  askPasskey: operation({
    id: 'session.askPasskey',
    method: 'POST',
    path: '/session/passkey/options',
    summary:
      'Asks for a passkey: as second factor of a sign-in when its challenge is sent, otherwise as the only factor.',
    access: 'public',
    body: z.strictObject({ challenge: challenge.optional() }),
    result: passkeyOffer,
  }),
  answerPasskey: operation({
    ...step,
    id: 'session.answerPasskey',
    path: '/session/passkey',
    summary: 'Finishes signing in with a passkey.',
    body: z.strictObject({ challenge, assertion: passkeyAssertion }),
  }),
  offerTotp: operation({
    id: 'session.offerTotp',
    method: 'POST',
    path: '/session/enrolment/totp/options',
    summary: 'Makes a TOTP secret for an administrator who has no second factor yet.',
    access: 'public',
    body: z.strictObject({ challenge }),
    result: totpOffer,
  }),
  enrolTotp: operation({
    ...step,
    id: 'session.enrolTotp',
    path: '/session/enrolment/totp',
    summary: 'Confirms the authenticator app with a code and finishes signing in.',
    body: z.strictObject({ challenge, code: totpCode }),
  }),
  offerPasskey: operation({
    id: 'session.offerPasskey',
    method: 'POST',
    path: '/session/enrolment/passkey/options',
    summary: 'Asks the browser of an administrator who has no second factor yet to make a passkey.',
    access: 'public',
    body: z.strictObject({ challenge }),
    result: passkeyOffer,
  }),
  enrolPasskey: operation({
    ...step,
    id: 'session.enrolPasskey',
    path: '/session/enrolment/passkey',
    summary: 'Keeps the passkey and finishes signing in.',
    body: z.strictObject({ challenge, registration: passkeyRegistration, label: passkeyLabel }),
  }),
  readInvitation: operation({
    id: 'session.readInvitation',
    method: 'POST',
    path: '/session/invitation/read',
    summary: 'Tells whom a one-time link is for. The token travels in the body, so that no log keeps it.',
    access: 'public',
    body: z.strictObject({ token: challenge }),
    result: z.strictObject({ email: z.string(), firstName: z.string(), lastName: z.string() }),
  }),
  acceptInvitation: operation({
    ...step,
    id: 'session.acceptInvitation',
    path: '/session/invitation',
    summary:
      'Sets the password of the administrator a one-time link is for, and goes on to the second factor.',
    body: z.strictObject({ token: challenge, password: newPassword }),
  }),
  signOut: operation({
    id: 'session.signOut',
    method: 'DELETE',
    path: '/session',
    summary: 'Signs out. Works also when nobody is signed in.',
    access: 'public',
    result: nothing,
    status: 204,
  }),
}
