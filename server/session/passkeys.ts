import type { PasskeyAssertion, PasskeyRegistration } from '@postern/contract/api/passkeys.ts'
import type { AccountId } from '@postern/contract/ids.ts'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'

/** The relying party: passkeys belong to the host name the browser shows. */
export interface RelyingParty {
  /** Host name without port. */
  readonly id: string
  /** Scheme, host and port, as the browser may name them. */
  readonly origins: readonly string[]
}

/** A passkey as `credentials` keeps it: key = credential id, secret = public key (base64url), data = the rest. */
export interface StoredPasskey {
  readonly id: string
  readonly publicKey: string
  readonly counter: number
}

/** Options to make a passkey: discoverable, so that it can also sign in on its own, with the person verified. */
export function passkeyToMake(
  party: RelyingParty,
  account: { id: AccountId; email: string; name: string; passkeys: readonly string[] },
) {
  return generateRegistrationOptions({
    rpName: 'Postern',
    rpID: party.id,
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    excludeCredentials: account.passkeys.map(id => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: 300_000,
  })
}

/** Checks a new passkey; null when anything about it is wrong. */
export async function verifyNewPasskey(
  party: RelyingParty,
  challenge: string,
  registration: PasskeyRegistration,
): Promise<StoredPasskey | null> {
  const result = await verifyRegistrationResponse({
    response: defined(registration) as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null)
  if (!result?.verified) return null
  const { credential } = result.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
  }
}

/** Options to use a passkey; without a list any discoverable one of this host. */
export function passkeyToUse(party: RelyingParty, allowed: readonly string[] | null) {
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    ...(allowed === null ? {} : { allowCredentials: allowed.map(id => ({ id })) }),
    timeout: 300_000,
  })
}

/**
 * Checks a signature by a stored passkey and returns its new counter; null when anything is wrong. User
 * verification is demanded always: a passkey is then two factors, also when it is the only credential shown.
 */
export async function verifyPasskeyUse(
  party: RelyingParty,
  challenge: string,
  assertion: PasskeyAssertion,
  stored: StoredPasskey,
): Promise<{ counter: number } | null> {
  const result = await verifyAuthenticationResponse({
    response: defined(assertion) as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: stored.id,
      publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64url')),
      counter: stored.counter,
    },
  }).catch(() => null)
  return result?.verified ? { counter: result.authenticationInfo.newCounter } : null
}

/** The account a discoverable passkey names, as made by `passkeyToMake`; null when it names none. */
export function accountNamed(assertion: PasskeyAssertion): string | null {
  const handle = assertion.response.userHandle
  return handle === undefined ? null : Buffer.from(handle, 'base64url').toString('utf8')
}

/** Absent instead of undefined, as the library's exact types want. */
const defined = (value: object): unknown => JSON.parse(JSON.stringify(value))
