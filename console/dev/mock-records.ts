import { ago, connections, home, id, ref } from './mock-catalogue.ts'

export const me = { id: id(), login: 'rosa.lindqvist@stbrigid.example' }
export const auditEvents = [
  ['portal.created', 'account', 'portal', { name: 'Campus', url: 'campus' }],
  ['policy.replaced', 'account', 'connection', { version: 3 }],
  ['sign-in.admitted', 'connection', 'account', { attempt: 'K7QM', kind: 'create' }],
  ['sign-in.refused', 'anonymous', null, { attempt: 'P9RT', reason: 'saml.audience' }],
  ['account.suspended', 'account', 'account', { note: 'Contract ended' }],
  ['api-key.created', 'account', 'api_key', { scopes: ['people:read'] }],
  ['audit.sealed', 'system', null, {}],
].map(([event, kind, entity, detail], index) => ({
  id: id(),
  at: ago(4 + index * 77),
  event,
  actor: {
    kind,
    id: kind === 'account' ? me.id : kind === 'connection' ? (connections[0] as { id: string }).id : null,
    name: kind === 'account' ? me.login : kind === 'connection' ? 'Sandbox (SAML)' : null,
  },
  organization: ref(home),
  entity,
  entityId: entity ? id() : null,
  detail,
}))
export const mails = ['sent', 'queued', 'failed'].map((status, index) => ({
  id: id(),
  template: 'administrator.invitation',
  recipient: `colleague${index + 1}@stbrigid.example`,
  status,
  tries: index,
  lastError: status === 'failed' ? '550 No such mailbox' : null,
  createdAt: ago(20 + index * 400),
  nextTryAt: new Date(Date.now() + 240_000).toISOString(),
  sentAt: status === 'sent' ? ago(19) : null,
  data: { name: 'Colleague', link: 'http://localhost:8080/console/invitation#token' },
}))
