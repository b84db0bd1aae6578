/**
 * Why something happened or did not. One catalogue for console, audit, simulator and docs/errors.md.
 *
 * `refuses`: nobody is let in and nothing is changed. `review`: as refused, and an administrator has to decide.
 * `explains`: accompanies a decision that went ahead.
 */
export const reasons = {
  // flow: the sign-in itself, before anything was verified
  'portal.disabled': refuses('The portal is disabled.', 'Enable the portal.'),
  'connection.unknown': refuses(
    'There is no connection under this uid.',
    'Check the address configured at the identity provider.',
  ),
  'connection.disabled': refuses('The connection is disabled.', 'Enable the connection.'),
  'connection.changed': refuses(
    'The connection was changed while the sign-in was in flight.',
    'Start again from the portal.',
  ),
  'flow.unknown': refuses(
    'No sign-in in flight belongs to this response.',
    'Start again from the portal; the response may have been used already.',
  ),
  'flow.expired': refuses('The sign-in took too long.', 'Start again from the portal.'),
  'flow.other-connection': refuses(
    'The response came through another connection than the sign-in began with.',
    'Start again from the portal.',
  ),
  'flow.other-browser': refuses(
    'The response came back in another browser than the sign-in began in.',
    'Start again, and finish in the same browser with cookies allowed.',
  ),

  // verify/saml
  'saml.malformed': refuses(
    'The response is not a well-formed SAML response.',
    'Compare what the identity provider sends with a test sign-in.',
  ),
  'saml.too-large': refuses('The response is larger than allowed.', 'Send fewer attributes or groups.'),
  'saml.status': refuses(
    'The identity provider answers with a SAML status other than success.',
    'Nothing, if the person turned back there; otherwise look at the identity provider’s own log for this sign-in.',
  ),
  'saml.encrypted': refuses(
    'The assertion is encrypted, which this connection does not expect.',
    'Let the identity provider send signed, unencrypted assertions over https.',
  ),
  'saml.unsigned': refuses(
    'Nothing in the response is signed.',
    'Let the identity provider sign assertions.',
  ),
  'saml.signature': refuses(
    'No configured key made the signature.',
    'Import the identity provider’s current certificate.',
  ),
  'saml.issuer': refuses(
    'The response is from another issuer.',
    'Compare the entity id with the identity provider’s metadata.',
  ),
  'saml.destination': refuses(
    'The response was meant for another address.',
    'Correct the ACS URL at the identity provider.',
  ),
  'saml.audience': refuses(
    'The assertion is meant for another service.',
    'Correct the audience (our entity id) at the identity provider.',
  ),
  'saml.recipient': refuses(
    'The assertion was meant for another recipient.',
    'Correct the ACS URL at the identity provider.',
  ),
  'saml.in-response-to': refuses(
    'The assertion does not answer a request of ours.',
    'Start from the portal; unsolicited responses are refused.',
  ),
  'saml.not-yet-valid': refuses('The assertion is not valid yet.', 'Compare the clocks of both servers.'),
  'saml.expired': refuses(
    'The assertion has expired.',
    'Sign in again; if it persists, compare the clocks of both servers.',
  ),
  'saml.confirmation': refuses(
    'The assertion has no usable bearer confirmation.',
    'Let the identity provider send SubjectConfirmation of method bearer.',
  ),
  'saml.subject-missing': refuses(
    'The assertion names no subject.',
    'Let the identity provider send a NameID.',
  ),

  // verify/oidc
  'oidc.provider-error': refuses(
    'The identity provider answers with an OpenID Connect error.',
    'Nothing, if the person turned back there; otherwise look at the identity provider’s own log for this sign-in.',
  ),
  'oidc.state': refuses('The state does not belong to a sign-in of ours.', 'Start again from the portal.'),
  'oidc.issuer': refuses(
    'The answer is from another issuer.',
    'Compare the discovery URL with the identity provider.',
  ),
  'oidc.nonce': refuses('The id token belongs to another sign-in.', 'Start again from the portal.'),
  'oidc.audience': refuses(
    'The id token is meant for another client.',
    'Compare the client id with the identity provider.',
  ),
  'oidc.expired': refuses('The id token has expired.', 'Compare the clocks of both servers.'),
  'oidc.signature': refuses(
    'The id token’s signature does not hold.',
    'Check the provider’s published keys and the allowed algorithms.',
  ),
  'oidc.exchange': refuses(
    'The identity provider did not exchange the code.',
    'Check client id, secret and redirect address.',
  ),
  'oidc.unreachable': refuses(
    'The identity provider could not be reached.',
    'Check its address and that this server may reach it.',
  ),

  // apply: decided by a constraint
  'assertion.replayed': refuses('The assertion was used before.', 'Sign in again from the portal.'),

  // decide
  'account.suspended': refuses(
    'The account is suspended.',
    'Restore the account if the person should be let in.',
  ),
  'account.withdrawn': refuses(
    'The account was withdrawn.',
    'Restore the account if the person should be let in.',
  ),
  'profile.archived': refuses(
    'The profile is archived.',
    'Restore the profile if the person should be let in.',
  ),
  'profile.terminated': refuses(
    'The profile’s status is Terminated.',
    'Change the status if the person should be let in.',
  ),
  'profile.ended': refuses(
    'The profile’s end date has passed.',
    'Extend the end date if the person should be let in.',
  ),
  'profile.missing': refuses(
    'No profile matches, and the policy does not create one.',
    'Create the profile, or turn profile creation on.',
  ),
  'registration.off': refuses(
    'Nobody is known under this subject, and automatic registration is off.',
    'Create the account, or turn registration on.',
  ),
  'match.claim-missing': refuses(
    'The claim that identifies people is missing or empty.',
    'Let the identity provider send it; names are case-sensitive.',
  ),
  'match.ambiguous': review('Several profiles match.', 'Merge or correct the profiles, so that one matches.'),
  'match.linked-elsewhere': review(
    'The matching account belongs to another subject of this connection.',
    'Compare both people at the identity provider.',
  ),
  'email.unverified': refuses(
    'The address would link an account, but it is not verified.',
    'Let the identity provider assert that it verified the address.',
  ),
  'email.domain-untrusted': refuses(
    'The address would link an account, but the connection is not trusted for its domain.',
    'Add the domain to the connection if it may vouch for it.',
  ),
  'login.taken': refuses(
    'Another account already has this login.',
    'Link the accounts by hand, or change the login.',
  ),
  'login.missing': refuses('Neither an address nor a subject can serve as login.', 'Map the email claim.'),
  'role.unknown': refuses(
    'The policy names a role that does not exist.',
    'Correct the default role in the policy.',
  ),
  'location.unknown': refuses(
    'The policy names a location that does not exist.',
    'Correct the default location in the policy.',
  ),
  'profile-type.unknown': refuses(
    'The policy names a profile type that does not exist or is archived.',
    'Correct the profile type in the policy.',
  ),
  'attribute.unknown': refuses(
    'The policy names an attribute that does not exist or is archived.',
    'Correct the attribute mapping in the policy.',
  ),
  'attribute.invalid': refuses('A value does not fit its attribute.', 'Correct the value at its source.'),
  'portal.no-role': refuses(
    'None of the account’s roles opens this portal.',
    'Give the account a role that opens the portal, or let the policy do so.',
  ),

  'link.known': explains('The subject is linked to this account.'),
  'match.profile': explains('The match attribute found this profile.'),
  'match.none': explains('No profile has this match value.'),
  'email.verified': explains('The address is verified, by a connection trusted for its domain.'),
  'account.create': explains('Automatic registration creates the account.'),
  'account.link': explains('The subject is linked to the matching profile’s account.'),
  'profile.create': explains('The policy creates a profile.'),
  'default.role': explains('New accounts get this role.'),
  'default.location': explains('New accounts get this location.'),
  'map.property': explains('The policy keeps this account property equal to a claim.'),
  'map.attribute': explains('The policy keeps this attribute equal to a claim.'),
  'map.claim-missing': explains('The mapped claim is missing or empty; nothing was changed.'),
  'map.near-miss': explains('A claim of a similar name was sent; names are case-sensitive.'),
  'role.opens-portal': explains('This role opens the portal.'),
} as const satisfies Record<string, ReasonEntry>

export interface ReasonEntry {
  effect: 'refuses' | 'review' | 'explains'
  /** What is the case, one sentence. */
  says: string
  /** What an administrator can do about it. */
  remedy?: string
}

export type ReasonCode = keyof typeof reasons

type CodesWith<Effect extends ReasonEntry['effect']> = {
  [Code in ReasonCode]: (typeof reasons)[Code]['effect'] extends Effect ? Code : never
}[ReasonCode]

/** Codes that refuse, with or without a review. */
export type RefusalCode = CodesWith<'refuses' | 'review'>
export type ExplanationCode = CodesWith<'explains'>

/** A reason as it is recorded and shown: the code, the rule of the policy it came from, and the values that led to it. */
export interface Reason<Code extends ReasonCode = ReasonCode> {
  readonly code: Code
  /** Path into the policy document, for example `match` or `attributes.npi`. */
  readonly rule?: string
  /** What was compared, by name. Personal values are redacted before they are recorded. */
  readonly values?: Readonly<Record<string, string>>
}

/** The outcome of a stage that could not go on: `verify` and the checks before it. */
export interface Refusal {
  readonly refused: RefusalCode
  /** The check or step that failed, for example `conditions`. */
  readonly step?: string
  readonly expected?: string
  readonly received?: string
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value

export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(reasons, code)

function refuses(says: string, remedy: string) {
  return { effect: 'refuses', says, remedy } as const
}
function review(says: string, remedy: string) {
  return { effect: 'review', says, remedy } as const
}
function explains(says: string) {
  return { effect: 'explains', says } as const
}
