import type { Organization, organizations } from '@postern/contract/api/organizations.ts'
import type { z } from 'zod'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import {
  findOrganization,
  insertOrganization,
  listOrganizations,
  organizationInUse,
} from '../catalogue/organizations.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'

const kind: Kind<Organization> = {
  entity: 'organization',
  find: findOrganization,
  organizationOf: item => item.id,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof organizations.list.query>,
): Promise<Page<Organization>> {
  return reading(services, caller, tx => listOrganizations(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof organizations.create.body>,
): Promise<Organization> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    const uid = body.uid ?? (await freeUid(tx, 'organizations', body.name))
    await insertOrganization(tx, { id, uid, name: body.name, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof organizations.update.body>,
): Promise<Organization> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.status === 'archived') {
      if (before.home) throw inUse('The home organization cannot be archived.')
      if (await organizationInUse(tx, before.id)) {
        throw inUse('Archive its portals, connections and directories first.')
      }
    }
    return edit(tx, 'organizations', target, body, now)
  })
}
