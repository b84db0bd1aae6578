import { shortIdOf } from '@postern/contract/attempt.ts'
import type { Change, Decision } from '@postern/contract/decision.ts'
import type { Actor, Detail } from '@postern/contract/events.ts'
import type { OrganizationId } from '@postern/contract/ids.ts'
import type { AttemptRecord } from '../apply/records.ts'
import type { AuditEntry } from '../audit/append.ts'

/** The audit events of a sign-in: one per change, naming what changed and not to what, then that it was admitted. */
export function admittedEvents(
  attempt: AttemptRecord,
  organization: OrganizationId,
  decision: Extract<Decision, { outcome: 'admit' }>,
): AuditEntry[] {
  const common = { actor: actorOf(attempt), organization }
  const changed = decision.changes.map(change => {
    const { detail, ...entry } = entryOf(change)
    return { ...common, ...entry, detail: { attempt: attempt.id, ...detail } }
  })
  const entity = { kind: 'account', id: decision.account }
  return [...changed, { ...common, event: 'sign-in.admitted', entity, detail: referenceOf(attempt) }]
}

/** The audit event of a sign-in that was refused. */
export function refusedEvent(attempt: AttemptRecord, organization: OrganizationId | null = null): AuditEntry {
  return {
    event: 'sign-in.refused',
    actor: actorOf(attempt),
    organization,
    entity: attempt.portal === null ? null : { kind: 'portal', id: attempt.portal },
    detail: { ...referenceOf(attempt), reason: attempt.reason ?? '' },
  }
}

const actorOf = ({ connection }: AttemptRecord): Actor =>
  connection === null ? { kind: 'anonymous', id: null } : { kind: 'connection', id: connection }

const referenceOf = ({ id }: AttemptRecord): Detail => ({ attempt: id, shortId: shortIdOf(id) })

function entryOf(change: Change): Pick<AuditEntry, 'event' | 'entity'> & { detail: Detail } {
  switch (change.do) {
    case 'profile.create':
    case 'profile.set': {
      const event = change.do === 'profile.create' ? 'profile.created' : 'profile.updated'
      return {
        event,
        entity: { kind: 'profile', id: change.profile },
        detail: { attributes: Object.keys(change.attributes) },
      }
    }
    case 'account.create':
    case 'account.set': {
      const event = change.do === 'account.create' ? 'account.created' : 'account.updated'
      return {
        event,
        entity: { kind: 'account', id: change.account },
        detail: { properties: Object.keys(change.properties), profile: change.profile },
      }
    }
    case 'link.create':
      return {
        event: 'account.linked',
        entity: { kind: 'account', id: change.account },
        detail: { connection: change.connection },
      }
    case 'role.grant':
      return {
        event: 'role.granted',
        entity: { kind: 'account', id: change.account },
        detail: { role: change.role },
      }
  }
}
