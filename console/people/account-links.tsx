import type { Account } from '@postern/contract/api/accounts.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { None } from '../ui/none.tsx'
import { SetBy } from '../ui/provenance.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'

type AccountLink = Account['links'][number]

const columns: readonly Column<AccountLink>[] = [
  {
    header: 'Connection',
    cell: ({ connection }) => (
      <ResourceLink to="/connections/$connection" params={{ connection: connection.id }}>
        {connection.name}
      </ResourceLink>
    ),
  },
  {
    header: 'Subject',
    cell: link => (
      <>
        <div className="code">{link.subject}</div>
        <div className="code note">at {link.issuer}</div>
      </>
    ),
  },
  { header: 'Set by', cell: link => <SetBy by={link.setBy} /> },
]

/** By whom the account is recognized: connection, issuer and subject, never an address. */
export function AccountLinks({ account }: { readonly account: Account }) {
  return (
    <Section title="Links" intro="How this person is recognized when they return." flush>
      {account.links.length === 0 ? (
        <p className="section-text">
          <None>No links: nobody signed in to this account by a connection yet.</None>
        </p>
      ) : (
        <DataTable
          caption="Links"
          columns={columns}
          rows={account.links}
          rowKey={link => `${link.connection.id} ${link.issuer} ${link.subject}`}
        />
      )}
    </Section>
  )
}
