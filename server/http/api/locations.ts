import { locations } from '@postern/contract/api/locations.ts'
import * as flow from '../../flows/locations.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const locationRoutes = (services: Services): Implementation[] => [
  implement(locations.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(locations.read, ({ caller, params }) => flow.read(services, caller, params.location)),
  implement(locations.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(locations.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.location, version }, body),
  ),
]
