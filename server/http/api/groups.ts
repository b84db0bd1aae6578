import { groups } from '@postern/contract/api/groups.ts'
import * as flow from '../../flows/groups.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const groupRoutes = (services: Services): Implementation[] => [
  implement(groups.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(groups.read, ({ caller, params }) => flow.read(services, caller, params.group)),
  implement(groups.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(groups.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.group, version }, body),
  ),
]
