import type { policies, StoredPolicy } from '@postern/contract/api/policies.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { z } from 'zod'
import { findPolicy, insertPolicy, listPolicies } from '../catalogue/policies.ts'
import { unknownNames } from '../catalogue/policy-names.ts'
import type { Page } from '../db/paging.ts'
import type { Services } from '../services.ts'
import { type Caller, found } from './caller.ts'
import { changing, reading } from './change.ts'
import { findReachable } from './configuration.ts'
import { connectionKind } from './connections.ts'
import { differences } from './differences.ts'

export function read(services: Services, caller: Caller, connection: string): Promise<StoredPolicy> {
  return reading(services, caller, async tx => {
    await findReachable(tx, caller, connectionKind, connection)
    return found(await findPolicy(tx, connection))
  })
}

export function versions(
  services: Services,
  caller: Caller,
  connection: string,
  query: z.output<typeof policies.versions.query>,
): Promise<Page<StoredPolicy>> {
  return reading(services, caller, async tx => {
    await findReachable(tx, caller, connectionKind, connection)
    return listPolicies(tx, connection, query)
  })
}

/** Puts a new version in force; the old ones stay, because recorded sign-ins are explained by them. */
export function replace(
  services: Services,
  caller: Caller,
  target: { connection: string; version: number },
  document: Policy,
): Promise<StoredPolicy> {
  return changing(services, caller, async tx => {
    const connection = await findReachable(tx, caller, connectionKind, target.connection)
    const before = found(await findPolicy(tx, connection.id))
    if (before.version !== target.version) throw new Problem('edit.stale')
    const fields = await unknownNames(tx, connection.organization.id, document)
    if (fields.length > 0) throw new Problem('request.invalid', { fields })
    const version = before.version + 1
    const by = caller.actor.kind === 'account' ? caller.actor.id : null
    await insertPolicy(tx, { connection: connection.id, version, document, by, now: services.clock.now() })
    const detail = { version, changes: differences(before.policy, document) }
    return {
      result: found(await findPolicy(tx, connection.id)),
      events: [
        {
          event: 'policy.updated',
          entity: { kind: 'connection', id: connection.id },
          organization: connection.organization.id,
          detail,
        },
      ],
    }
  })
}
