import { administrators } from '@postern/contract/api/administrators.ts'
import * as flow from '../../flows/administrators.ts'
import { remove, update } from '../../flows/administrators-change.ts'
import { inviteAgain } from '../../flows/invitation.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const administratorRoutes = (services: Services): Implementation[] => [
  implement(administrators.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(administrators.read, ({ caller, params }) => flow.read(services, caller, params.administrator)),
  implement(administrators.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(administrators.update, ({ caller, params, version, body }) =>
    update(services, caller, { id: params.administrator, version }, body),
  ),
  implement(administrators.invite, ({ caller, params, body }) =>
    inviteAgain(services, caller, params.administrator, body),
  ),
  implement(administrators.remove, async ({ caller, params }) => {
    await remove(services, caller, params.administrator)
    return undefined
  }),
]
