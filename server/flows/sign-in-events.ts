import { shortIdOf } from '@postern/contract/attempt.ts'
import type { Change, Decision } from '@postern/contract/decision.ts'
import type { AuditEventId, OrganizationId } from '@postern/contract/ids.ts'
import type { AttemptRecord, EventRow } from '../apply/records.ts'
import type { Ids } from '../platform/ids.ts'

const eventOf = {
  'profile.create': 'profile.created',
  'profile.set': 'profile.updated',
  'account.create': 'account.created',
  'account.set': 'account.updated',
  'link.create': 'account.linked',
  'role.grant': 'role.granted',
} as const satisfies Record<Change['do'], string>

/** The audit events of a sign-in: that it was admitted, and one per change, naming what changed and not to what. */
export function admittedEvents(
  ids: Ids,
  attempt: AttemptRecord,
  organization: OrganizationId,
  decision: Extract<Decision, { outcome: 'admit' }>,
): EventRow[] {
  const common = { actor_kind: 'connection', actor: attempt.connection, organization } as const
  const changed = decision.changes.map(change => ({
    ...common,
    id: ids.next<AuditEventId>(),
    event: eventOf[change.do],
    ...entityOf(change),
    detail: { attempt: attempt.id, ...detailOf(change) },
  }))
  const admitted = {
    ...common,
    id: ids.next<AuditEventId>(),
    event: 'sign-in.admitted',
    entity: 'account',
    entity_id: decision.account,
    detail: { attempt: attempt.id, shortId: shortIdOf(attempt.id) },
  }
  return [...changed, admitted]
}

export function refusedEvent(
  ids: Ids,
  attempt: AttemptRecord,
  organization: OrganizationId | null = null,
): EventRow {
  return {
    id: ids.next<AuditEventId>(),
    event: 'sign-in.refused',
    actor_kind: attempt.connection === null ? 'anonymous' : 'connection',
    actor: attempt.connection,
    organization,
    entity: attempt.portal === null ? null : 'portal',
    entity_id: attempt.portal,
    detail: { attempt: attempt.id, shortId: shortIdOf(attempt.id), reason: attempt.reason },
  }
}

function entityOf(change: Change): Pick<EventRow, 'entity' | 'entity_id'> {
  switch (change.do) {
    case 'profile.create':
    case 'profile.set':
      return { entity: 'profile', entity_id: change.profile }
    case 'account.create':
    case 'account.set':
    case 'link.create':
    case 'role.grant':
      return { entity: 'account', entity_id: change.account }
  }
}

function detailOf(change: Change): object {
  switch (change.do) {
    case 'profile.create':
    case 'profile.set':
      return { attributes: Object.keys(change.attributes) }
    case 'account.create':
    case 'account.set':
      return { properties: Object.keys(change.properties), profile: change.profile }
    case 'link.create':
      return { connection: change.connection }
    case 'role.grant':
      return { role: change.role }
  }
}
