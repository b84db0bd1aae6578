import type { Overview } from '@postern/contract/api/overview.ts'
import { readOverview } from '../facts/overview.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { reading } from './change.ts'

export function read(services: Services, caller: Caller, { demo }: { demo: boolean }): Promise<Overview> {
  return reading(services, caller, async tx => ({
    demo,
    ...(await readOverview(tx, caller.organizations, services.clock.now())),
  }))
}
