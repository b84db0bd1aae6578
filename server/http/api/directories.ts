import { directories } from '@postern/contract/api/directories.ts'
import * as flow from '../../flows/directories.ts'
import type { Services } from '../../services.ts'
import { type Implementation, implement } from './implement.ts'

export const directoryRoutes = (services: Services): Implementation[] => [
  implement(directories.list, ({ caller, query }) => flow.list(services, caller, query)),
  implement(directories.read, ({ caller, params }) => flow.read(services, caller, params.directory)),
  implement(directories.create, ({ caller, body }) => flow.create(services, caller, body)),
  implement(directories.update, ({ caller, params, version, body }) =>
    flow.update(services, caller, { id: params.directory, version }, body),
  ),
]
