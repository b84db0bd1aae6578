import type { Attempt, AttemptSummary, attempts } from '@postern/contract/api/attempts.ts'
import type { z } from 'zod'
import type { Page } from '../db/paging.ts'
import { readAttempt } from '../facts/attempt-detail.ts'
import { listAttempts } from '../facts/attempt-list.ts'
import type { Services } from '../services.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { reading } from './change.ts'

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof attempts.list.query>,
): Promise<Page<AttemptSummary>> {
  return reading(services, caller, tx => listAttempts(tx, caller.organizations, query))
}

/** @param name the attempt's id or its short id */
export function read(services: Services, caller: Caller, name: string): Promise<Attempt> {
  return reading(services, caller, async tx => {
    const { attempt, organization } = found(await readAttempt(tx, name))
    requireReach(caller, organization)
    return attempt
  })
}
