import { accounts } from '@postern/contract/api/accounts.ts'
import { profiles } from '@postern/contract/api/profiles.ts'
import * as account from '../../flows/accounts.ts'
import * as profile from '../../flows/profiles.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const peopleRoutes = (services: Services): Implementation[] => [
  implement(accounts.list, ({ caller, query }) => account.list(services, caller, query)),
  implement(accounts.read, ({ caller, params }) => account.read(services, caller, params.account)),
  implement(accounts.suspend, ({ caller, params, body }) =>
    account.suspend(services, caller, params.account, body.note),
  ),
  implement(accounts.restore, ({ caller, params, body }) =>
    account.restore(services, caller, params.account, body.note),
  ),
  implement(profiles.list, ({ caller, query }) => profile.list(services, caller, query)),
  implement(profiles.read, ({ caller, params }) => profile.read(services, caller, params.profile)),
]
