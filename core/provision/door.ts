import type { Provisioning } from '../decide.ts'
import { Refused } from '../refused.ts'

/**
 * Whether the way in is open at all: portal, connection and flow. Read in the deciding transaction, so that a
 * connection disabled while a sign-in is in flight lets nobody in.
 */
export function checkDoor({ facts, now }: Provisioning): void {
  if (facts.portal.state !== 'active') throw new Refused('portal.disabled')
  if (facts.connection.state !== 'active') throw new Refused('connection.disabled')
  if (facts.flow === null) throw new Refused('flow.unknown')
  if (facts.flow.connection !== facts.connection.id) throw new Refused('flow.other-connection')
  // an instant that is no time at all counts as past
  if (!(facts.flow.expiresAt > now)) throw new Refused('flow.expired')
}
