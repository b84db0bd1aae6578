import type { Database } from './db/database.ts'
import type { Clock } from './platform/clock.ts'
import type { Ids } from './platform/ids.ts'
import type { KeyRing } from './platform/key-ring.ts'

/** What the composition makes once and flows receive; each names the part it needs with `Pick`. */
export interface Services {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: KeyRing
}
