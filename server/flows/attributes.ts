import type { Attribute, attributes } from '@postern/contract/api/attributes.ts'
import type { z } from 'zod'
import { findAttribute, insertAttribute, listAttributes } from '../catalogue/attributes.ts'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { backfillIdentifiers, clearIdentifiers, connectionMatchingBy } from '../catalogue/identifiers.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'

const kind: Kind<Attribute> = {
  entity: 'attribute',
  find: findAttribute,
  organizationOf: () => undefined,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof attributes.list.query>,
): Promise<Page<Attribute>> {
  return reading(services, caller, tx => listAttributes(tx, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof attributes.create.body>,
): Promise<Attribute> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    const uid = body.uid ?? (await freeUid(tx, 'attributes', body.name))
    await insertAttribute(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof attributes.update.body>,
): Promise<Attribute> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.identifier === false || body.status === 'archived') {
      const connection = await connectionMatchingBy(tx, before.uid)
      if (connection !== null) throw inUse(`The policy of ${connection} matches people by it.`)
    }
    if (!(await edit(tx, 'attributes', target, body, now))) return false
    if (body.identifier === true && !before.identifier) await backfillIdentifiers(tx, before.uid)
    if (body.identifier === false && before.identifier) await clearIdentifiers(tx, before.uid)
    return true
  })
}
