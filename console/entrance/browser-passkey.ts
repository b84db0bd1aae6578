import type { PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@postern/contract/api/passkeys.ts'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

export const passkeysWork = browserSupportsWebAuthn

/** Why no passkey can be used here, or undefined. Browsers offer them on https and on localhost only. */
export const passkeyRefusal = () =>
  passkeysWork() ? undefined : 'This browser offers no passkeys here. They need https, or localhost.'

export async function makePasskey(options: PasskeyOptions): Promise<PasskeyRegistration> {
  const made = await explained(startRegistration({ optionsJSON: options as never }))
  return made as unknown as PasskeyRegistration
}

export async function answerWithPasskey(options: PasskeyOptions): Promise<PasskeyAssertion> {
  const used = await explained(startAuthentication({ optionsJSON: options as never }))
  return used as unknown as PasskeyAssertion
}

async function explained<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'NotAllowedError')
      throw new Error('The browser was cancelled or ran out of time. Try again.')
    if (name === 'InvalidStateError') throw new Error('This device holds a passkey for you already.')
    throw error
  }
}
