import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import './table.css'

export interface Column<Row> {
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Kept for screen readers, not shown above the column: a column of buttons. */
  readonly headerHidden?: boolean
  readonly width?: string
}

interface Props<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/**
 * A table that becomes a stack of cards on a phone. The roles are spelled out because `display: block` would take
 * them away from screen readers.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  // biome-ignore-start lint/a11y/noRedundantRoles: see above
  return (
    <table className="data-table" role="table">
      <caption className="visually-hidden">
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.header} scope="col" style={{ width: column.width }}>
              {column.headerHidden ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column, index) => (
              <td
                key={column.header}
                role="cell"
                data-label={column.headerHidden ? '' : column.header}
                data-first={index === 0 || undefined}
              >
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
  // biome-ignore-end lint/a11y/noRedundantRoles: see above
}
