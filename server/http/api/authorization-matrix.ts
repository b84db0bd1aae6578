/** Who may call what. Every operation of the registry stands here; a test fails when one is missing. */
export type Who =
  | 'anonymous'
  | 'auditor'
  | 'administrator'
  | 'owner'
  /** An administrator of single organizations. */
  | 'limited'
  /** An API key with exactly the scope. */
  | 'key'
  /** An API key with every other scope. */
  | 'otherKey'

export const everybody: readonly Who[] = [
  'anonymous',
  'auditor',
  'administrator',
  'owner',
  'limited',
  'key',
  'otherKey',
]

const readers: readonly Who[] = ['auditor', 'administrator', 'owner', 'limited', 'key']
const readersOfAll: readonly Who[] = ['auditor', 'administrator', 'owner', 'key']
const writers: readonly Who[] = ['administrator', 'owner', 'limited', 'key']
const writersOfAll: readonly Who[] = ['administrator', 'owner', 'key']
const owners: readonly Who[] = ['owner', 'key']
const oneself: readonly Who[] = ['auditor', 'administrator', 'owner', 'limited']

export const matrix: Readonly<Record<string, readonly Who[]>> = {
  'overview.read': readers,

  'organizations.list': readers,
  'organizations.read': readers,
  'organizations.create': writersOfAll,
  'organizations.update': writers,
  'directories.list': readers,
  'directories.read': readers,
  'directories.create': writers,
  'directories.update': writers,
  'portals.list': readers,
  'portals.read': readers,
  'portals.create': writers,
  'portals.update': writers,
  'connections.list': readers,
  'connections.read': readers,
  'connections.check': writers,
  'connections.create': writers,
  'connections.update': writers,
  'policies.read': readers,
  'policies.replace': writers,
  'policies.versions': readers,
  'policies.simulate': readers,

  // of the whole tenant: everybody reads them, to choose from
  'userTypes.list': readers,
  'userTypes.read': readers,
  'userTypes.create': writersOfAll,
  'userTypes.update': writersOfAll,
  'roles.list': readers,
  'roles.read': readers,
  'roles.create': writersOfAll,
  'roles.update': writersOfAll,
  'profileTypes.list': readers,
  'profileTypes.read': readers,
  'profileTypes.create': writersOfAll,
  'profileTypes.update': writersOfAll,
  'attributes.list': readers,
  'attributes.read': readers,
  'attributes.create': writersOfAll,
  'attributes.update': writersOfAll,

  'groups.list': readers,
  'groups.read': readers,
  'groups.create': writers,
  'groups.update': writers,
  'locations.list': readers,
  'locations.read': readers,
  'locations.create': writers,
  'locations.update': writers,

  'accounts.list': readers,
  'accounts.read': readers,
  'accounts.suspend': writers,
  'accounts.restore': writers,
  'profiles.list': readers,
  'profiles.read': readers,

  'attempts.list': readers,
  'attempts.read': readers,
  'auditEvents.list': readers,
  'auditEvents.read': readers,
  'outbox.list': readersOfAll,
  'outbox.read': readersOfAll,

  'administrators.list': readersOfAll,
  'administrators.read': readersOfAll,
  'administrators.create': owners,
  'administrators.update': owners,
  'administrators.invite': owners,
  'administrators.remove': owners,
  'apiKeys.list': readersOfAll,
  'apiKeys.create': writersOfAll,
  'apiKeys.revoke': writersOfAll,

  'session.read': oneself,
  'self.changePassword': oneself,
  'self.factors': oneself,
  'self.offerTotp': oneself,
  'self.addTotp': oneself,
  'self.offerPasskey': oneself,
  'self.addPasskey': oneself,
  'self.removeFactor': oneself,
  'self.sessions': oneself,
  'self.endSession': oneself,
}

/** Operations that ask nobody who they are, each with the reason. */
export const open: Readonly<Record<string, string>> = {
  'setup.read': 'tells whether an administrator exists, before one does',
  'setup.complete': 'is guarded by the one-time code that the start prints',
  'session.signIn': 'is how one becomes somebody',
  'session.answerTotp': 'continues a sign-in, by its challenge',
  'session.askPasskey': 'begins or continues a sign-in',
  'session.answerPasskey': 'continues a sign-in, by its challenge',
  'session.offerTotp': 'continues a sign-in without a second factor, by its challenge',
  'session.enrolTotp': 'continues a sign-in without a second factor, by its challenge',
  'session.offerPasskey': 'continues a sign-in without a second factor, by its challenge',
  'session.enrolPasskey': 'continues a sign-in without a second factor, by its challenge',
  'session.readInvitation': 'is guarded by the token of a one-time link',
  'session.acceptInvitation': 'is guarded by the token of a one-time link',
  'session.signOut': 'ends the session of the cookie it comes with, if there is one',
}
