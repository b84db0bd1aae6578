import type { PageRequest } from '../db/paging.ts'

/** What every list of configuration can be asked. */
export interface ListRequest extends PageRequest {
  readonly search?: string | undefined
}

/** The organizations a caller is limited to; null for all. */
export type Reach = readonly string[] | null
