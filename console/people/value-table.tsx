import type { Provenance } from '@postern/contract/api/fields.ts'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '../table/data-table.tsx'
import { None } from '../ui/none.tsx'
import { SetBy } from '../ui/provenance.tsx'

export interface ValueRow {
  readonly key: string
  readonly label: ReactNode
  readonly value: string | null
  readonly setBy: Provenance | null
}

const columns: readonly Column<ValueRow>[] = [
  { header: 'Field', cell: row => row.label, width: '17%' },
  { header: 'Value', cell: row => row.value || <None>Empty</None>, width: '30%' },
  { header: 'Set by', cell: row => (row.value ? <SetBy by={row.setBy} /> : <None>Nobody</None>) },
]

/** Values of an account or profile, each with its provenance. */
export function ValueTable({ rows }: { readonly rows: readonly ValueRow[] }) {
  return <DataTable caption="Values and who set them" columns={columns} rows={rows} rowKey={row => row.key} />
}
