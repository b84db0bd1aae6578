import { z } from 'zod'
import { credentialId, sessionId } from '../ids.ts'
import { nothing, operation } from './operation.ts'
import { passkeyRegistration } from './passkeys.ts'
import {
  newPassword,
  passkeyLabel,
  passkeyOffer,
  secondFactor,
  totpCode,
  totpOffer,
  typedPassword,
} from './session.ts'

/** A second factor of the administrator who asks. */
export const factor = z
  .strictObject({
    id: credentialId,
    kind: secondFactor,
    label: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Factor' })
export type Factor = z.infer<typeof factor>

export const ownSession = z
  .strictObject({
    id: sessionId,
    /** The one that asks. */
    current: z.boolean(),
    /** Browser and system, as the browser names itself; empty when unknown. */
    device: z.string(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'OwnSession' })
export type OwnSession = z.infer<typeof ownSession>

const challenge = z.string().min(1).max(200)
/** Changing how one signs in asks for the password again, so that a borrowed session is not enough. */
const proof = z.strictObject({ password: typedPassword })

export const self = {
  changePassword: operation({
    id: 'self.changePassword',
    method: 'PUT',
    path: '/self/password',
    summary: 'Changes the own password and ends the own other sessions.',
    access: 'self',
    body: z.strictObject({ password: typedPassword, newPassword }),
    result: nothing,
    status: 204,
  }),
  factors: operation({
    id: 'self.factors',
    method: 'GET',
    path: '/self/factors',
    summary: 'Lists the own second factors.',
    access: 'self',
    result: z.strictObject({ items: z.array(factor) }),
  }),
  offerTotp: operation({
    id: 'self.offerTotp',
    method: 'POST',
    path: '/self/factors/totp/options',
    summary: 'Makes a TOTP secret; confirming it replaces the authenticator app in use.',
    access: 'self',
    body: proof,
    result: totpOffer,
  }),
  addTotp: operation({
    id: 'self.addTotp',
    method: 'POST',
    path: '/self/factors/totp',
    summary: 'Confirms the authenticator app with a code.',
    access: 'self',
    body: z.strictObject({ challenge, code: totpCode }),
    result: factor,
    status: 201,
  }),
  offerPasskey: operation({
    id: 'self.offerPasskey',
    method: 'POST',
    path: '/self/factors/passkey/options',
    summary: 'Asks the browser to make a passkey.',
    access: 'self',
    body: proof,
    result: passkeyOffer,
  }),
  addPasskey: operation({
    id: 'self.addPasskey',
    method: 'POST',
    path: '/self/factors/passkey',
    summary: 'Keeps the passkey.',
    access: 'self',
    body: z.strictObject({ challenge, registration: passkeyRegistration, label: passkeyLabel }),
    result: factor,
    status: 201,
  }),
  removeFactor: operation({
    id: 'self.removeFactor',
    method: 'POST',
    path: '/self/factors/{factor}/removal',
    summary: 'Removes an own second factor. The last one stays.',
    access: 'self',
    params: z.strictObject({ factor: credentialId }),
    body: proof,
    result: nothing,
    status: 204,
  }),
  sessions: operation({
    id: 'self.sessions',
    method: 'GET',
    path: '/self/sessions',
    summary: 'Lists the own sessions that are still open.',
    access: 'self',
    result: z.strictObject({ items: z.array(ownSession) }),
  }),
  endSession: operation({
    id: 'self.endSession',
    method: 'DELETE',
    path: '/self/sessions/{session}',
    summary: 'Ends one of the own sessions.',
    access: 'self',
    params: z.strictObject({ session: sessionId }),
    result: nothing,
    status: 204,
  }),
}
