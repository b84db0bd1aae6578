import { policies } from '@postern/contract/api/policies.ts'
import * as flow from '../../flows/policies.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const policyRoutes = (services: Services): Implementation[] => [
  implement(policies.read, ({ caller, params }) => flow.read(services, caller, params.connection)),
  implement(policies.versions, ({ caller, params, query }) =>
    flow.versions(services, caller, params.connection, query),
  ),
  implement(policies.replace, ({ caller, params, version, body }) =>
    flow.replace(services, caller, { connection: params.connection, version }, body),
  ),
]
