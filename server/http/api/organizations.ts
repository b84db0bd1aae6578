import { organizations } from '@postern/contract/api/organizations.ts'
import * as flow from '../../flows/organizations.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const organizationRoutes = (services: Services): Implementation[] => [
  implement(organizations.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(organizations.read, ({ caller, params }) => flow.read(services, caller, params.organization)),
  implement(organizations.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(organizations.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.organization, version }, body),
  ),
]
