import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { scope } from '@postern/contract/access.ts'
import { Problem } from '@postern/contract/problems.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { keyRing } from '../platform/key-ring.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { furnishTenant } from './create-tenant.ts'
import * as directories from './directories.ts'
import * as organizations from './organizations.ts'
import * as portals from './portals.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

test('no portal signs in against the directory that holds the administrators', async () => {
  const services: Services = { db, clock: systemClock, ids: systemIds, keys: keyRing([Buffer.alloc(32, 1)]) }
  const tenant = await addTenant(db, 'portals')
  await furnishTenant(services, tenant)
  const caller: Caller = {
    tenant,
    origin: 'http://localhost',
    actor: { kind: 'system', id: null },
    scopes: scope.options,
    organizations: null,
    idempotency: null,
  }
  const [home] = (await organizations.list(services, caller, { limit: 10 })).items
  const [administrators] = (await directories.list(services, caller, { limit: 10 })).items
  assert.ok(home && administrators)
  const settings = {
    organization: home.id,
    inactivityMinutes: 30,
    lifetimeHours: 12,
    retries: 5,
    roles: [],
    state: 'active',
  } as const
  const make = (name: string, directory: typeof administrators.id) =>
    portals.create(services, caller, { ...settings, roles: [], name, directory })
  await assert.rejects(
    make('Side door', administrators.id),
    error => error instanceof Problem && error.fields[0]?.field === '/directory',
  )
  const people = await directories.create(services, caller, { name: 'People', organization: home.id })
  const made = await make('Side door', people.id)
  const change = portals.update(
    services,
    caller,
    { id: made.id, version: made.version },
    { directory: administrators.id },
  )
  await assert.rejects(change, error => error instanceof Problem && error.code === 'request.invalid')
})
