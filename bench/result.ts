/** Prints for people through `say`; the result is for programs. Figures depend on the machine, ratios much less. */
export type Bench = (say: (line: string) => void) => Promise<BenchResult>

export interface BenchResult {
  /** Unit in the name: `…_per_second`, `…_ms`, `…_mb`. */
  readonly figures: Readonly<Record<string, number>>
  /**
   * Against a floor or a peer of the same run. `…of_floor`: the part of the floor's speed that is ours, 1 at most;
   * `over_…`: how many times faster than the peer; `of_rsa_verify`: how many times what cannot be avoided.
   */
  readonly ratios: Readonly<Record<string, number>>
}

/** Three significant digits, for tables and JSON alike. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

export const roundedAll = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Aligned columns: the first to the left, the others to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string[] {
  const cells = [head, ...rows].map(row =>
    row.map(cell =>
      typeof cell === 'number' ? (Number.isNaN(cell) ? '?' : String(rounded(cell))) : (cell ?? ''),
    ),
  )
  const widths = head.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)))
  const lines = cells.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return [lines[0] ?? '', widths.map(width => '-'.repeat(width)).join('  '), ...lines.slice(1)]
}
