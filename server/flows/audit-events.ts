import type { AuditEvent, auditEvents } from '@postern/contract/api/audit-events.ts'
import type { z } from 'zod'
import type { Page } from '../db/paging.ts'
import { listAuditEvents, readAuditEvent } from '../facts/audit-list.ts'
import type { Services } from '../services.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { reading } from './change.ts'

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof auditEvents.list.query>,
): Promise<Page<AuditEvent>> {
  return reading(services, caller, tx => listAuditEvents(tx, caller.organizations, query))
}

export function read(services: Services, caller: Caller, id: string): Promise<AuditEvent> {
  return reading(services, caller, async tx => {
    const { event, organization } = found(await readAuditEvent(tx, id))
    requireReach(caller, organization)
    return event
  })
}
