import type { Group, groups } from '@postern/contract/api/groups.ts'
import type { z } from 'zod'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { findGroup, insertGroup, listGroups } from '../catalogue/groups.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import { type Caller, requireReach } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'
import { requireExisting } from './references.ts'

const kind: Kind<Group> = {
  entity: 'group',
  find: findGroup,
  organizationOf: item => item.organization?.id ?? null,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof groups.list.query>,
): Promise<Page<Group>> {
  return reading(services, caller, tx => listGroups(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof groups.create.body>,
): Promise<Group> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    requireReach(caller, body.organization)
    await requireExisting(tx, '/organization', 'organization', body.organization ?? undefined)
    const uid = body.uid ?? (await freeUid(tx, 'groups', body.name))
    await insertGroup(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof groups.update.body>,
): Promise<Group> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.status === 'archived' && before.builtIn) throw inUse('Built-in groups cannot be archived.')
    return edit(tx, 'groups', target, body, now)
  })
}
