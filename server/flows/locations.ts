import type { Location, locations } from '@postern/contract/api/locations.ts'
import type { z } from 'zod'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { findLocation, insertLocation, listLocations } from '../catalogue/locations.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import { type Caller, requireReach } from './caller.ts'
import { reading } from './change.ts'
import { createOne, type Kind, readOne, updateOne } from './configuration.ts'
import { requireExisting } from './references.ts'

const kind: Kind<Location> = {
  entity: 'location',
  find: findLocation,
  organizationOf: item => item.organization.id,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof locations.list.query>,
): Promise<Page<Location>> {
  return reading(services, caller, tx => listLocations(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof locations.create.body>,
): Promise<Location> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    requireReach(caller, body.organization)
    await requireExisting(tx, '/organization', 'organization', body.organization)
    const uid = body.uid ?? (await freeUid(tx, 'locations', body.name))
    await insertLocation(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof locations.update.body>,
): Promise<Location> {
  return updateOne(services, caller, kind, target, (tx, _before, now) =>
    edit(tx, 'locations', target, body, now),
  )
}
