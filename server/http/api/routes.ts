import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ConnectionPorts } from '../../flows/connection-ports.ts'
import type { Principal } from '../../flows/principal.ts'
import { recordUnknownId } from '../../flows/unknown-ids.ts'
import type { Services } from '../../services.ts'
import { answerUnknownRoute } from '../problem.ts'
import { attributeRoutes } from './attributes.ts'
import { connectionRoutes } from './connections.ts'
import { directoryRoutes } from './directories.ts'
import { groupRoutes } from './groups.ts'
import type { Implementation } from './implement.ts'
import { locationRoutes } from './locations.ts'
import { organizationRoutes } from './organizations.ts'
import { peopleRoutes } from './people.ts'
import { policyRoutes } from './policies.ts'
import { portalRoutes } from './portals.ts'
import { profileTypeRoutes } from './profile-types.ts'
import { limitRates } from './rate-limits.ts'
import { recordRoutes } from './records.ts'
import { register } from './register.ts'
import { roleRoutes } from './roles.ts'
import { type Simulate, simulationRoutes } from './simulations.ts'
import { userTypeRoutes } from './user-types.ts'

export interface ApiOptions extends ConnectionPorts {
  readonly services: Services
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>
  readonly simulate: Simulate
  readonly rateLimits: 'on' | 'off'
  /** Whether the demo runs: its mails can be read. */
  readonly demo: boolean
  /** Implementations that live elsewhere: set-up, sessions, administrators, API keys. */
  readonly more: readonly Implementation[]
}

/** What answers under `/api/v1`, one entry an operation. */
export function implementations(options: ApiOptions): Implementation[] {
  const { services, readMetadata, checkDiscovery, simulate, demo, more } = options
  return [
    ...recordRoutes(services, { demo }),
    ...organizationRoutes(services),
    ...directoryRoutes(services),
    ...portalRoutes(services),
    ...connectionRoutes({ ...services, readMetadata, checkDiscovery }),
    ...policyRoutes(services),
    ...simulationRoutes(simulate),
    ...userTypeRoutes(services),
    ...roleRoutes(services),
    ...groupRoutes(services),
    ...locationRoutes(services),
    ...profileTypeRoutes(services),
    ...attributeRoutes(services),
    ...peopleRoutes(services),
    ...more,
  ]
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
        api.setNotFoundHandler(answerUnknownRoute)
      },
      { prefix: '/api/v1' },
    )
  }
}
