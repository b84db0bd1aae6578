import type { AccountId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const byAccount = statement(`
select a.first_name, a.last_name, a.login, a.email, a.created_at, l.name as location,
       case when p.id is not null then jsonb_build_object('name', p.name, 'type', t.name, 'status', p.status, 'timeZone', p.time_zone) end as profile,
       (select coalesce(jsonb_agg(jsonb_build_object('label', d.name, 'value', e.value) order by d.name), '[]')
        from jsonb_each_text(p.attributes) as e (uid, value)
        join attributes d on d.tenant_id = a.tenant_id and d.uid = e.uid) as attributes,
       (select coalesce(jsonb_agg(r.name order by r.name), '[]')
        from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
        where g.tenant_id = a.tenant_id and g.account_id = a.id) as roles
from accounts a
left join profiles p on p.tenant_id = a.tenant_id and p.id = a.profile_id
left join profile_types t on t.tenant_id = p.tenant_id and t.id = p.profile_type_id
left join locations l on l.tenant_id = a.tenant_id and l.id = a.location_id
where a.tenant_id = $1 and a.id = $2`)

const landing = z.object({
  first_name: z.string(),
  last_name: z.string(),
  login: z.string(),
  email: z.string().nullable(),
  created_at: z.date(),
  location: z.string().nullable(),
  profile: z
    .object({ name: z.string(), type: z.string(), status: z.string(), timeZone: z.string() })
    .nullable(),
  attributes: z.array(z.object({ label: z.string(), value: z.string() })),
  roles: z.array(z.string()),
})
/** What a person sees of their own account and profile. */
export type Landing = z.infer<typeof landing>

export async function readLanding(tx: TenantTx, account: AccountId): Promise<Landing> {
  const [row] = await tx.run(byAccount, [tx.tenant, account])
  return landing.parse(row)
}
