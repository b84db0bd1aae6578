import { profileTypes } from '@postern/contract/api/profile-types.ts'
import * as flow from '../../flows/profile-types.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const profileTypeRoutes = (services: Services): Implementation[] => [
  implement(profileTypes.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(profileTypes.read, ({ caller, params }) => flow.read(services, caller, params.profileType)),
  implement(profileTypes.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(profileTypes.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.profileType, version }, body),
  ),
]
