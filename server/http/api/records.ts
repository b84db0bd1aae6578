import { attempts } from '@postern/contract/api/attempts.ts'
import { auditEvents } from '@postern/contract/api/audit-events.ts'
import { outbox } from '@postern/contract/api/outbox.ts'
import { overview } from '@postern/contract/api/overview.ts'
import * as attempt from '../../flows/attempts.ts'
import * as auditEvent from '../../flows/audit-events.ts'
import * as mail from '../../flows/outbox.ts'
import * as overviewFlow from '../../flows/overview.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

/** What is read and never written here: the overview, attempts, the audit log, mails. */
export const recordRoutes = (services: Services, demo: { demo: boolean }): Implementation[] => [
  implement(overview.read, ({ caller }) => overviewFlow.read(services, caller, demo)),
  implement(attempts.list, ({ caller, query }) => attempt.list(services, caller, query)),
  implement(attempts.read, ({ caller, params }) => attempt.read(services, caller, params.attempt)),
  implement(auditEvents.list, ({ caller, query }) => auditEvent.list(services, caller, query)),
  implement(auditEvents.read, ({ caller, params }) => auditEvent.read(services, caller, params.event)),
  implement(outbox.list, ({ caller, query }) => mail.list(services, caller, query)),
  implement(outbox.read, ({ caller, params }) => mail.read(services, caller, params.mail, demo)),
]
