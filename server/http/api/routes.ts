import { Problem } from '@postern/contract/problems.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { recordUnknownId } from '../../flows/unknown-ids.ts'
import type { Services } from '../../services.ts'
import type { Principal } from '../principal.ts'
import { attributeRoutes } from './attributes.ts'
import { connectionRoutes } from './connections.ts'
import { directoryRoutes } from './directories.ts'
import { groupRoutes } from './groups.ts'
import type { Implementation } from './implement.ts'
import { locationRoutes } from './locations.ts'
import { organizationRoutes } from './organizations.ts'
import { policyRoutes } from './policies.ts'
import { portalRoutes } from './portals.ts'
import { profileTypeRoutes } from './profile-types.ts'
import { limitRates } from './rate-limits.ts'
import { register } from './register.ts'
import { roleRoutes } from './roles.ts'
import { userTypeRoutes } from './user-types.ts'

export interface ApiOptions {
  readonly services: Services
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>
  readonly rateLimits: 'on' | 'off'
  /** Implementations that live elsewhere: set-up, sessions, administrators, API keys. */
  readonly more?: readonly Implementation[]
}

/** Everything this plugin answers under `/api/v1`. */
export function implementations(options: ApiOptions): Implementation[] {
  const { services, more = [] } = options
  return [...organizationRoutes(services), ...more]
}

/** The REST API as a Fastify plugin. */
export function apiRoutes(options: ApiOptions): (app: FastifyInstance) => Promise<void> {
  const using = {
    authenticate: options.authenticate,
    recordUnknownId: recordUnknownId.bind(null, options.services),
  }
  return async app => {
    await app.register(
      async api => {
        api.decorateRequest('principal', null)
        await limitRates(api, options.rateLimits)
        for (const implementation of implementations(options)) register(api, implementation, using)
        api.all('/*', async () => {
          throw new Problem('resource.unknown')
        })
      },
      { prefix: '/api/v1' },
    )
  }
}
