import type { TenantId } from '@postern/contract/ids.ts'
import { withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { revokeSessionOf } from '../session/revoke-session.ts'
import { record } from './record.ts'

/** Ends the session of a token; nothing happens when it has ended already. */
export async function signOut(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  tenant: TenantId,
  token: string,
): Promise<void> {
  await withTenant(services.db, tenant, async tx => {
    const ended = await revokeSessionOf(tx, token, services.clock.now())
    if (!ended) return
    await record(tx, services, {
      event: 'session.ended',
      actor: { kind: 'account', id: ended.account_id },
      organization: null,
      entity: { kind: 'account', id: ended.account_id },
      detail: { session: ended.id },
    })
  })
}
