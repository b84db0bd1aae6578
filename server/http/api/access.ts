import type { Services } from '../../services.ts'
import type { ConsoleDoor } from '../console-door.ts'
import { administratorRoutes } from './administrators.ts'
import { apiKeyRoutes } from './api-keys.ts'
import type { Implementation } from './implement.ts'
import { selfRoutes } from './self.ts'
import { sessionRoutes } from './session.ts'
import { setupRoutes } from './setup.ts'

/** Who may use console and API: set-up, signing in, the own account, administrators, keys. */
export const accessRoutes = (services: Services, door: ConsoleDoor): Implementation[] => [
  ...setupRoutes(services, door),
  ...sessionRoutes(services, door),
  ...selfRoutes(services, door),
  ...administratorRoutes(services),
  ...apiKeyRoutes(services),
]
