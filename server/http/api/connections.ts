import { connections } from '@postern/contract/api/connections.ts'
import type { ConnectionPorts } from '../../flows/connection-ports.ts'
import * as flow from '../../flows/connections.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const connectionRoutes = (services: Services & ConnectionPorts): Implementation[] => [
  implement(connections.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(connections.read, ({ caller, params }) => flow.read(services, caller, params.connection)),
  implement(connections.check, ({ body }) => flow.check(services, body.settings)),
  implement(connections.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(connections.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.connection, version }, body),
  ),
]
