import { writeAnchor } from '../audit/anchor.ts'
import { type SealerNeeds, sealTenant } from '../audit/seal.ts'
import { listTenants } from './list-tenants.ts'

/** Seals every tenant's log, and keeps the new heads in the data directory: outside the database. */
export async function sealAudit(needs: SealerNeeds, dataDirectory: string): Promise<void> {
  for (const tenant of await listTenants(needs.db)) {
    const head = await sealTenant(needs, tenant)
    if (head) writeAnchor(dataDirectory, head)
  }
}
