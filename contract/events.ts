/**
 * What the audit log records: one code per kind of event, in the past tense, named by what it happened to. Console,
 * API, alerts and tests use these codes; adding one is adding a line here.
 */
export const events = {
  'sign-in.admitted': 'Somebody signed in at a portal.',
  'sign-in.refused': 'A sign-in was refused; the detail names the reason.',
  'sign-in.failed': 'An administrator’s sign-in failed.',
  'session.ended': 'A session ended: logout, revocation or suspension.',

  'account.created': 'An account was made.',
  'account.updated': 'Properties of an account changed.',
  'account.linked': 'A subject of a connection was linked to an account.',
  'account.suspended': 'An account was suspended; its sessions and keys ended.',
  'account.restored': 'A suspended account was restored.',
  'profile.created': 'A profile was made.',
  'profile.updated': 'A profile changed.',
  'role.granted': 'An account was granted a role.',

  'tenant.created': 'A tenant was made.',
  'organization.created': 'An organization was made.',
  'organization.updated': 'An organization changed.',
  'directory.created': 'A directory was made.',
  'directory.updated': 'A directory changed.',
  'portal.created': 'A portal was made.',
  'portal.updated': 'A portal changed.',
  'user-type.created': 'A user type was made.',
  'user-type.updated': 'A user type changed.',
  'role.created': 'A role was made.',
  'role.updated': 'A role changed.',
  'group.created': 'A group was made.',
  'group.updated': 'A group changed.',
  'location.created': 'A location was made.',
  'location.updated': 'A location changed.',
  'profile-type.created': 'A profile type was made.',
  'profile-type.updated': 'A profile type changed.',
  'attribute.created': 'An attribute was made.',
  'attribute.updated': 'An attribute changed.',
  'connection.created': 'A connection was made.',
  'connection.updated': 'A connection changed.',
  'policy.updated': 'A connection got a new version of its policy.',

  'administrator.created': 'An account became an administrator.',
  'administrator.updated': 'An administrator’s level or organizations changed.',
  'administrator.invited': 'An administrator was sent a one-time link to set a password.',
  'administrator.removed': 'An account is no longer an administrator.',
  'administrator.signed-in': 'An administrator signed in to the console.',
  'credential.created': 'A password, passkey or authenticator was set.',
  'credential.removed': 'A password, passkey or authenticator was removed.',
  'setup.completed': 'The first administrator was made with the one-time code.',
  'api-key.created': 'An API key was made.',
  'api-key.revoked': 'An API key was revoked.',
  'access.unknown-id': 'A caller named an id that does not exist here.',
} as const satisfies Record<string, string>

export type EventCode = keyof typeof events

export const isEventCode = (code: string): code is EventCode => Object.hasOwn(events, code)

/** Who did it, as the audit log names them: an id, never a name or an address. */
export type Actor =
  | { readonly kind: 'account' | 'api_key' | 'connection'; readonly id: string }
  | { readonly kind: 'system' | 'anonymous'; readonly id: null }

/** JSON as an audit row may hold it. */
export type Detail = { readonly [name: string]: DetailValue }
export type DetailValue = string | number | boolean | null | readonly DetailValue[] | Detail
