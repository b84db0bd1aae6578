import { z } from 'zod'
import { auditEventId, organizationId } from '../ids.ts'
import { instant, reference } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

export const auditEvent = z
  .strictObject({
    id: auditEventId,
    at: instant,
    /** For example `portal.created`. */
    event: z.string(),
    actor: z.strictObject({
      kind: z.enum(['account', 'api_key', 'connection', 'system', 'anonymous']),
      id: z.guid().nullable(),
      /** Login, key name or connection name, as it is now. */
      name: z.string().nullable(),
    }),
    organization: reference(organizationId).nullable(),
    entity: z.string().nullable(),
    entityId: z.guid().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent' })
export type AuditEvent = z.infer<typeof auditEvent>

export const auditEvents = {
  list: operation({
    id: 'auditEvents.list',
    method: 'GET',
    path: '/audit-events',
    summary: 'Lists audit events, newest first.',
    access: 'audit:read',
    organizationScoped: true,
    query: z.strictObject({
      ...pageQuery,
      event: z.string().trim().max(100).optional(),
      /** Id of what was changed. */
      entity: z.guid().optional(),
      /** Id of who did it. */
      actor: z.guid().optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    result: page(auditEvent),
  }),
  read: operation({
    id: 'auditEvents.read',
    method: 'GET',
    path: '/audit-events/{event}',
    summary: 'Reads one audit event.',
    access: 'audit:read',
    organizationScoped: true,
    params: z.strictObject({ event: auditEventId }),
    result: auditEvent,
  }),
}
