import { setup } from '@postern/contract/api/setup.ts'
import * as flow from '../../flows/setup.ts'
import type { Services } from '../../services.ts'
import { answerStep, visitorOf } from '../console-door.ts'
import { type Implementation, implement } from './implement.ts'

export const setupRoutes = (services: Services): Implementation[] => [
  implement(setup.read, ({ caller }) => flow.readSetup(services, caller.tenant)),
  implement(setup.complete, async ({ request, reply, body }) =>
    answerStep(request, reply, await flow.completeSetup(services, visitorOf(request), body)),
  ),
]
