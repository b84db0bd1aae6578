import type { Portal, portals } from '@postern/contract/api/portals.ts'
import { Problem } from '@postern/contract/problems.ts'
import { portalUrlFromName } from '@postern/contract/uid-from-name.ts'
import type { z } from 'zod'
import { findDirectory } from '../catalogue/directories.ts'
import { edit } from '../catalogue/edit.ts'
import { freeUid, freeUrl } from '../catalogue/free-uid.ts'
import { administratorsDirectory } from '../catalogue/home-organization.ts'
import {
  findPortal,
  insertPortal,
  listPortals,
  portalNameKey,
  type StoredPortal,
} from '../catalogue/portals.ts'
import { setRolesOfPortal } from '../catalogue/role-portals.ts'
import type { Page } from '../db/paging.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { revokePortalSessions } from '../session/portal-sessions.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { reading } from './change.ts'
import { createOne, type Kind, readOne, updateOne } from './configuration.ts'
import { requireExisting } from './references.ts'

const kind: Kind<Portal> = {
  entity: 'portal',
  find: async (tx, id, caller) => {
    const portal = await findPortal(tx, id)
    return portal && withAddress(portal, caller)
  },
  organizationOf: item => item.organization.id,
}

const withAddress = (portal: StoredPortal, { origin }: Caller): Portal => ({
  ...portal,
  address: `${origin}/p/${portal.url}`,
})

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof portals.list.query>,
): Promise<Page<Portal>> {
  return reading(services, caller, async tx => {
    const { items, next } = await listPortals(tx, caller.organizations, query)
    return { items: items.map(portal => withAddress(portal, caller)), next }
  })
}

export const read = (services: Services, caller: Caller, id: string) => readOne(services, caller, kind, id)

export function create(
  services: Services,
  caller: Caller,
  body: z.output<typeof portals.create.body>,
): Promise<Portal> {
  return createOne(services, caller, kind, async (tx, id, now) => {
    requireReach(caller, body.organization)
    await requireExisting(tx, '/organization', 'organization', body.organization)
    await requireReferences(tx, caller, body)
    const uid = body.uid ?? (await freeUid(tx, 'portals', body.name))
    const url = body.url ?? (await freeUrl(tx, portalUrlFromName(body.name)))
    await insertPortal(tx, { ...body, id, uid, url, now })
    await setRolesOfPortal(tx, id, body.roles, now)
  })
}

export function update(
  services: Services,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof portals.update.body>,
): Promise<Portal> {
  return updateOne(services, caller, kind, target, async (tx, before, now) => {
    await requireReferences(tx, caller, body)
    const { roles, directory, inactivityMinutes, lifetimeHours, ...same } = body
    const changes = {
      ...same,
      name_key: body.name === undefined ? undefined : portalNameKey(body.name),
      directory_id: directory,
      inactivity_minutes: inactivityMinutes,
      lifetime_hours: lifetimeHours,
    }
    if (!(await edit(tx, 'portals', target, changes, now))) return false
    if (roles) await setRolesOfPortal(tx, before.id, roles, now)
    if (body.state && body.state !== 'active') await revokePortalSessions(tx, before.id, now)
    return true
  })
}

/** The directory and the roles exist, and the directory is of an organization the caller reaches. */
async function requireReferences(
  tx: TenantTx,
  caller: Caller,
  { directory, roles }: { directory?: string | undefined; roles?: readonly string[] | undefined },
): Promise<void> {
  await requireExisting(tx, '/directory', 'directory', directory)
  await requireExisting(tx, '/roles', 'role', roles)
  if (directory === undefined) return
  const chosen = found(await findDirectory(tx, directory))
  // a connection of such a portal could create or link accounts beside those that hold console levels
  if (chosen.uid === administratorsDirectory) {
    const message = 'This directory holds the administrators. Choose or create another.'
    throw new Problem('request.invalid', { fields: [{ field: '/directory', message }] })
  }
  if (caller.organizations !== null) requireReach(caller, chosen.organization.id)
}
