import type { Directory, directories } from '@postern/contract/api/directories.ts'
import type { z } from 'zod'
import { directoryInUse, findDirectory, insertDirectory, listDirectories } from '../catalogue/directories.ts'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import { type Caller, requireReach } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'
import { requireExisting } from './references.ts'

const kind: Kind<Directory> = {
  entity: 'directory',
  find: findDirectory,
  organizationOf: item => item.organization.id,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof directories.list.query>,
): Promise<Page<Directory>> {
  return reading(services, caller, tx => listDirectories(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof directories.create.body>,
): Promise<Directory> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    requireReach(caller, body.organization)
    await requireExisting(tx, '/organization', 'organization', body.organization)
    const uid = body.uid ?? (await freeUid(tx, 'directories', body.name))
    await insertDirectory(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof directories.update.body>,
): Promise<Directory> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.status === 'archived' && (await directoryInUse(tx, before.id))) {
      throw inUse('Archive the portals that use it first, or give them another directory.')
    }
    return edit(tx, 'directories', target, body, now)
  })
}
