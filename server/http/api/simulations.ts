import { type Simulation, type SimulationRequest, simulations } from '@postern/contract/api/simulate.ts'
import type { ConnectionId } from '@postern/contract/ids.ts'
import type { Caller } from '../../flows/caller.ts'
import { type Implementation, implement } from './implement.ts'

/** Decides as a sign-in would, and writes nothing. Answers unknown connections with Problem resource.unknown. */
export type Simulate = (
  caller: Caller,
  connection: ConnectionId,
  request: SimulationRequest,
) => Promise<Simulation>

export const simulationRoutes = (simulate: Simulate): Implementation[] => [
  implement(simulations.simulate, ({ caller, params, body }) => simulate(caller, params.connection, body)),
]
