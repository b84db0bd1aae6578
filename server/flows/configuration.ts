import type { Detail } from '@postern/contract/events.ts'
import { organizationId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { CallerEntry } from './audit-entry.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { changing, reading } from './change.ts'
import { differences } from './differences.ts'

interface Configured {
  readonly id: string
  readonly uid: string
  readonly name: string
  readonly version: number
}

/** What the flows of configured resources have in common, said once: how one is found and whose it is. */
export interface Kind<Item extends Configured> {
  /** As the audit log names it. */
  readonly entity: Entity
  find(tx: TenantTx, id: string, caller: Caller): Promise<Item | undefined>
  /** The organization it belongs to, null for the whole tenant, undefined when every administrator may see it. */
  organizationOf(item: Item): string | null | undefined
}

/** Kinds that have the events `created` and `updated`. */
type Entity =
  | 'organization'
  | 'directory'
  | 'portal'
  | 'connection'
  | 'user-type'
  | 'role'
  | 'group'
  | 'location'
  | 'profile-type'
  | 'attribute'

type ChangeServices = Pick<Services, 'db' | 'clock' | 'ids'>

/** Reads one resource within the caller's reach. */
export function readOne<Item extends Configured>(
  services: Pick<Services, 'db'>,
  caller: Caller,
  kind: Kind<Item>,
  id: string,
): Promise<Item> {
  return reading(services, caller, tx => findReachable(tx, caller, kind, id))
}

/** Creates one resource: `insert` writes the rows, and what they come to is answered and audited. */
export function createOne<Item extends Configured>(
  services: ChangeServices,
  caller: Caller,
  kind: Kind<Item>,
  insert: (tx: TenantTx, id: string, now: Date) => Promise<void>,
): Promise<Item> {
  return changing(services, caller, async tx => {
    const id = services.ids.next<string>()
    await insert(tx, id, services.clock.now())
    const item = found(await kind.find(tx, id, caller))
    requireItem(caller, kind, item)
    return { result: item, events: [entry(kind, item, 'created', { uid: item.uid, name: item.name })] }
  })
}

/**
 * Edits one resource that is still at `version`: `update` answers false when it is not.
 * @throws Problem edit.stale
 */
export function updateOne<Item extends Configured>(
  services: ChangeServices,
  caller: Caller,
  kind: Kind<Item>,
  target: { id: string; version: number },
  update: (tx: TenantTx, before: Item, now: Date) => Promise<boolean>,
): Promise<Item> {
  return changing(services, caller, async tx => {
    const before = await findReachable(tx, caller, kind, target.id)
    if (before.version !== target.version) throw new Problem('edit.stale')
    if (!(await update(tx, before, services.clock.now()))) throw new Problem('edit.stale')
    const after = found(await kind.find(tx, target.id, caller))
    return { result: after, events: [entry(kind, after, 'updated', { changes: differences(before, after) })] }
  })
}

/** The refusal to archive what something else needs, and what to do first. */
export const inUse = (detail: string) => new Problem('resource.in-use', { detail })

/** The resource, if there is one and the caller reaches it. */
export async function findReachable<Item extends Configured>(
  tx: TenantTx,
  caller: Caller,
  kind: Kind<Item>,
  id: string,
): Promise<Item> {
  const item = found(await kind.find(tx, id, caller))
  requireItem(caller, kind, item)
  return item
}

function requireItem<Item extends Configured>(caller: Caller, kind: Kind<Item>, item: Item): void {
  const organization = kind.organizationOf(item)
  if (organization !== undefined) requireReach(caller, organization)
}

function entry<Item extends Configured>(
  kind: Kind<Item>,
  item: Item,
  verb: 'created' | 'updated',
  detail: Detail,
): CallerEntry {
  const organization = organizationId.nullable().parse(kind.organizationOf(item) ?? null)
  return {
    event: `${kind.entity}.${verb}`,
    entity: { kind: kind.entity, id: item.id },
    organization,
    detail,
  }
}
