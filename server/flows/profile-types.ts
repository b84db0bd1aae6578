import type { ProfileType, profileTypes } from '@postern/contract/api/profile-types.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { z } from 'zod'
import { activeAttributeUids } from '../catalogue/attributes.ts'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { findProfileType, insertProfileType, listProfileTypes } from '../catalogue/profile-types.ts'
import type { Page } from '../db/paging.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'
import { createOne, type Kind, readOne, updateOne } from './configuration.ts'

const kind: Kind<ProfileType> = {
  entity: 'profile-type',
  find: findProfileType,
  organizationOf: () => undefined,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof profileTypes.list.query>,
): Promise<Page<ProfileType>> {
  return reading(services, caller, tx => listProfileTypes(tx, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof profileTypes.create.body>,
): Promise<ProfileType> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    await requireNaming(tx, body.naming)
    const uid = body.uid ?? (await freeUid(tx, 'profile_types', body.name))
    await insertProfileType(tx, { ...body, id, uid, now })
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof profileTypes.update.body>,
): Promise<ProfileType> {
  return updateOne(services, caller, kind, target, async (tx, _before, now) => {
    await requireNaming(tx, body.naming)
    return edit(tx, 'profile_types', target, body, now)
  })
}

/** Names are built from attributes that exist. */
async function requireNaming(tx: TenantTx, naming: readonly string[] | undefined): Promise<void> {
  if (!naming?.length) return
  const known = await activeAttributeUids(tx, naming)
  const fields = naming.flatMap((uid, index) =>
    known.has(uid) ? [] : [{ field: `/naming/${index}`, message: 'There is no such attribute.' }],
  )
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
}
