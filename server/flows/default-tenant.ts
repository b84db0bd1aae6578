import { type TenantId, tenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { q } from '../db/query.ts'
import { withSystem } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { createTenant, furnishTenant } from './create-tenant.ts'

/** The uid that marks a tenant as the demo's. */
const demoUid = 'demo'

export interface DefaultTenant {
  readonly id: TenantId
  readonly demo: boolean
}

/** The first tenant of an installation, made when there is none: the demo's hospital, or an empty one. */
export async function defaultTenant(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  { publicUrl, demo }: { publicUrl: string; demo: boolean },
): Promise<DefaultTenant> {
  const existing = await firstTenant(services)
  if (existing) {
    await furnishTenant(services, existing.id)
    return existing
  }
  try {
    // follows PUBLIC_URL, so it has no origin of its own
    const named = demo ? { uid: demoUid, name: 'Mercy Hospital' } : { uid: 'default', name: 'Home' }
    const { tenant: id } = await createTenant(services, {
      ...named,
      hosts: [new URL(publicUrl).hostname],
      origin: null,
    })
    return { id, demo }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // another node of the same installation was faster
    const made = await firstTenant(services)
    if (!made) throw error
    return made
  }
}

async function firstTenant({ db }: Pick<Services, 'db'>): Promise<DefaultTenant | null> {
  const row = await withSystem(db, tx =>
    tx.first(q.selectFrom('tenants').select(['id', 'uid']).orderBy('created_at').orderBy('id').limit(1)),
  )
  return row ? { id: tenantId.parse(row.id), demo: row.uid === demoUid } : null
}
