import type { TenantId } from '@postern/contract/ids.ts'
import ipaddr from 'ipaddr.js'
import type { KeyRing } from '../platform/key-ring.ts'
import { knownDevice } from './known-device.ts'
import type { Counter } from './throttle.ts'

/** Failed tries that cost nothing: of one person, and of one address, behind which a whole house may sit. */
const ownFree = 5
const addressFree = 30

export interface Counters {
  /** Start anew when a try succeeds. */
  readonly own: readonly Counter[]
  /** Lose one when a try succeeds. */
  readonly shared: readonly Counter[]
}

/**
 * What a try to sign in counts against. A device that signed in as this login before has a counter of its own and
 * no other: strangers who fail on purpose, also from the same house, delay only strangers.
 */
export function signInCounters(
  keys: KeyRing,
  visitor: { tenant: TenantId; address: string; device: string | null },
  task: 'password' | 'second-factor',
  login: string,
): Counters {
  const device = knownDevice(keys, visitor.tenant, login, visitor.device)
  if (device !== null) return { own: [{ task, subject: `device ${device}`, free: ownFree }], shared: [] }
  return {
    own: [{ task, subject: `login ${login}`, free: ownFree }],
    shared: [addressCounter(task, visitor.address, addressFree)],
  }
}

/** A counter of the address alone: where there is no account yet to name. */
export function addressCounter(task: string, address: string, free: number): Counter {
  return { task, subject: `address ${network(address)}`, free }
}

/** An IPv6 customer has at least a /64 to choose addresses from. */
function network(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.')
}
