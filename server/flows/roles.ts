import type { Role, roles } from '@postern/contract/api/roles.ts'
import type { z } from 'zod'
import { edit } from '../catalogue/edit.ts'
import { freeRoleUid } from '../catalogue/free-uid.ts'
import { setPortalsOfRole } from '../catalogue/role-portals.ts'
import { findRole, insertRole, listRoles } from '../catalogue/roles.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'
import { createOne, inUse, type Kind, readOne, updateOne } from './configuration.ts'
import { requireExisting } from './references.ts'

const kind: Kind<Role> = {
  entity: 'role',
  find: (tx, id, caller) => findRole(tx, caller.organizations, id),
  organizationOf: () => undefined,
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof roles.list.query>,
): Promise<Page<Role>> {
  return reading(services, caller, tx => listRoles(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof roles.create.body>,
): Promise<Role> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    await requireExisting(tx, '/userType', 'user_type', body.userType)
    await requireExisting(tx, '/portals', 'portal', body.portals)
    const uid = body.uid ?? (await freeRoleUid(tx, body.userType, body.name))
    await insertRole(tx, { ...body, id, uid, now })
    await setPortalsOfRole(tx, id, body.portals, now)
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof roles.update.body>,
): Promise<Role> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    if (body.status === 'archived' && before.builtIn) throw inUse('Built-in roles cannot be archived.')
    await requireExisting(tx, '/portals', 'portal', body.portals)
    const { portals, idpGroups, ...same } = body
    if (!(await edit(tx, 'roles', target, { ...same, idp_groups: idpGroups }, now))) return false
    if (portals) await setPortalsOfRole(tx, before.id, portals, now)
    return true
  })
}
