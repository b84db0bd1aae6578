import type { UserType, userTypes } from '@postern/contract/api/user-types.ts'
import type { z } from 'zod'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { findUserType, insertUserType, listUserTypes, userTypeInUse } from '../catalogue/user-types.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'

const kind: Kind<UserType> = {
  entity: 'user-type',
  find: findUserType,
  organizationOf: () => undefined,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof userTypes.list.query>,
): Promise<Page<UserType>> {
  return reading(services, caller, tx => listUserTypes(tx, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof userTypes.create.body>,
): Promise<UserType> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    const uid = body.uid ?? (await freeUid(tx, 'user_types', body.name))
    await insertUserType(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof userTypes.update.body>,
): Promise<UserType> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.status === 'archived') {
      if (before.builtIn) throw inUse('Built-in user types cannot be archived.')
      if (await userTypeInUse(tx, before.id)) throw inUse('Archive its roles first.')
    }
    return edit(tx, 'user_types', target, body, now)
  })
}
