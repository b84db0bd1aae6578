import type { Account } from '@postern/contract/api/accounts.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { Names } from '../ui/names.tsx'
import { None } from '../ui/none.tsx'
import { SetBy } from '../ui/provenance.tsx'
import { Section } from '../ui/section.tsx'

type RoleGrant = Account['roles'][number]
type Membership = Account['groups'][number]

const roleColumns: readonly Column<RoleGrant>[] = [
  { header: 'Role', cell: grant => grant.role.name },
  { header: 'User type', cell: grant => grant.userType.name },
  { header: 'Opens', cell: grant => <Names of={grant.portals} none="No portal" /> },
  { header: 'Set by', cell: grant => <SetBy by={grant.setBy} /> },
]

const groupColumns: readonly Column<Membership>[] = [
  { header: 'Group', cell: membership => membership.group.name },
  { header: 'Set by', cell: membership => <SetBy by={membership.setBy} /> },
]

/** What the account is allowed, and why. */
export function AccountAccess({ account }: { readonly account: Account }) {
  return (
    <>
      <Section title="Roles" flush>
        {account.roles.length === 0 ? (
          <p className="section-text">
            <None>No roles: every portal refuses this account.</None>
          </p>
        ) : (
          <DataTable
            caption="Roles"
            columns={roleColumns}
            rows={account.roles}
            rowKey={grant => grant.role.id}
          />
        )}
      </Section>
      {account.groups.length > 0 && (
        <Section title="Groups" flush>
          <DataTable
            caption="Groups"
            columns={groupColumns}
            rows={account.groups}
            rowKey={membership => membership.group.id}
          />
        </Section>
      )}
    </>
  )
}
