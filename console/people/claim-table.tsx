import type { Attempt } from '@postern/contract/api/attempts.ts'
import { type Column, DataTable } from '../table/data-table.tsx'

interface Row {
  readonly name: string
  readonly values: readonly string[]
}

const columns: readonly Column<Row>[] = [
  { header: 'Claim', cell: row => <code>{row.name}</code>, width: '45%' },
  { header: 'Value', cell: row => row.values.join('; ') },
]

/** Redacted claims of an attempt: the verified identifiers first. */
export function ClaimTable({ claims }: { readonly claims: NonNullable<Attempt['claims']> }) {
  const { issuer, subject, email, attributes } = claims
  const rows: Row[] = [
    { name: 'Issuer', values: [issuer] },
    { name: '@subject', values: [subject] },
    ...(email
      ? [{ name: '@email', values: [`${email.value} (${email.verified ? 'verified' : 'not verified'})`] }]
      : []),
    ...Object.entries(attributes).map(([name, values]) => ({ name, values })),
  ]
  return <DataTable caption="Claims" columns={columns} rows={rows} rowKey={row => row.name} />
}
