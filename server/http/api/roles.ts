import { roles } from '@postern/contract/api/roles.ts'
import * as flow from '../../flows/roles.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const roleRoutes = (services: Services): Implementation[] => [
  implement(roles.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(roles.read, ({ caller, params }) => flow.read(services, caller, params.role)),
  implement(roles.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(roles.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.role, version }, body),
  ),
]
