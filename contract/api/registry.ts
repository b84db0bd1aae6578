import { accounts } from './accounts.ts'
import { administrators } from './administrators.ts'
import { apiKeys } from './api-keys.ts'
import { attempts } from './attempts.ts'
import { attributes } from './attributes.ts'
import { auditEvents } from './audit-events.ts'
import { connections } from './connections.ts'
import { directories } from './directories.ts'
import { groups } from './groups.ts'
import { locations } from './locations.ts'
import type { Operation } from './operation.ts'
import { organizations } from './organizations.ts'
import { outbox } from './outbox.ts'
import { overview } from './overview.ts'
import { policies } from './policies.ts'
import { portals } from './portals.ts'
import { profileTypes } from './profile-types.ts'
import { profiles } from './profiles.ts'
import { roles } from './roles.ts'
import { self } from './self.ts'
import { session } from './session.ts'
import { setup } from './setup.ts'
import { simulations } from './simulate.ts'
import { userTypes } from './user-types.ts'

/** Every operation of `/api/v1`, in the order of the reference: routes, OpenAPI, client and matrix are made from it. */
export const operations: readonly Operation[] = [
  overview,
  organizations,
  directories,
  portals,
  connections,
  policies,
  simulations,
  userTypes,
  roles,
  groups,
  locations,
  profileTypes,
  attributes,
  accounts,
  profiles,
  attempts,
  auditEvents,
  outbox,
  administrators,
  apiKeys,
  self,
  session,
  setup,
].flatMap(resource => Object.values<Operation>(resource))
