import { attributes } from '@postern/contract/api/attributes.ts'
import * as flow from '../../flows/attributes.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const attributeRoutes = (services: Services): Implementation[] => [
  implement(attributes.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(attributes.read, ({ caller, params }) => flow.read(services, caller, params.attribute)),
  implement(attributes.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(attributes.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.attribute, version }, body),
  ),
]
