import { apiKeys } from '@postern/contract/api/api-keys.ts'
import * as flow from '../../flows/api-keys.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const apiKeyRoutes = (services: Services): Implementation[] => [
  implement(apiKeys.list, ({ caller, query }) => flow.list(services, caller.tenant, query)),
  implement(apiKeys.create, ({ caller, body }) => flow.createApiKey(services, caller, body)),
  implement(apiKeys.revoke, async ({ caller, params }) => {
    await flow.revoke(services, caller, params.key)
    return undefined
  }),
]
