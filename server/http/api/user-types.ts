import { userTypes } from '@postern/contract/api/user-types.ts'
import * as flow from '../../flows/user-types.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const userTypeRoutes = (services: Services): Implementation[] => [
  implement(userTypes.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(userTypes.read, ({ caller, params }) => flow.read(services, caller, params.userType)),
  implement(userTypes.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(userTypes.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.userType, version }, body),
  ),
]
