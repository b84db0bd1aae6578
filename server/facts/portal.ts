import { portalId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const byUrl = statement(`
select p.id, p.uid, p.url, p.name, p.state, p.branding, p.inactivity_minutes, o.name as organization,
       (select coalesce(jsonb_agg(jsonb_build_object('uid', c.uid, 'name', c.name) order by c.position, c.id), '[]')
        from connections c where c.tenant_id = p.tenant_id and c.portal_id = p.id and c.state = 'active') as connections
from portals p join organizations o on o.tenant_id = p.tenant_id and o.id = p.organization_id
where p.tenant_id = $1 and p.url = $2 and p.state <> 'archived'`)

const portalFront = z.object({
  id: portalId,
  uid: z.string(),
  url: z.string(),
  name: z.string(),
  state: z.enum(['active', 'disabled', 'archived']),
  // written by the console; an unknown or missing part counts as none
  branding: z.object({ logo: z.string().nullish(), primary: z.string().nullish() }),
  inactivity_minutes: z.int(),
  organization: z.string(),
  connections: z.array(z.object({ uid: z.string(), name: z.string() })),
})
/** What a portal shows before anybody signed in. */
export type PortalFront = z.infer<typeof portalFront>

/** The portal at a URL, with the connections that are open, in their order; null when there is none. */
export async function readPortalFront(tx: TenantTx, url: string): Promise<PortalFront | null> {
  const [row] = await tx.run(byUrl, [tx.tenant, url.toLowerCase()])
  return row ? portalFront.parse(row) : null
}
