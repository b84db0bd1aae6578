import type { Services } from '../../services.ts'
import { administratorRoutes } from './administrators.ts'
import { apiKeyRoutes } from './api-keys.ts'
import type { Implementation } from './implement.ts'
import { selfRoutes } from './self.ts'
import { sessionRoutes } from './session.ts'
import { setupRoutes } from './setup.ts'

/** Who may use console and API: set-up, signing in, the own account, administrators, keys. */
export const accessRoutes = (services: Services): Implementation[] => [
  ...setupRoutes(services),
  ...sessionRoutes(services),
  ...selfRoutes(services),
  ...administratorRoutes(services),
  ...apiKeyRoutes(services),
]
