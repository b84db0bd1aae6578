import { portals } from '@postern/contract/api/portals.ts'
import * as flow from '../../flows/portals.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const portalRoutes = (services: Services): Implementation[] => [
  implement(portals.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(portals.read, ({ caller, params }) => flow.read(services, caller, params.portal)),
  implement(portals.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(portals.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.portal, version }, body),
  ),
]
