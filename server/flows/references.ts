import type { FieldProblem } from '@postern/contract/problems.ts'
import { Problem } from '@postern/contract/problems.ts'
import { existing } from '../catalogue/existing.ts'
import type { TenantTx } from '../db/transaction.ts'

/**
 * Demands that what a body names exists in this tenant and is not archived.
 * @param field JSON pointer to the id, or to the list of them
 * @throws Problem request.invalid
 */
export async function requireExisting(
  tx: TenantTx,
  field: string,
  what: Parameters<typeof existing>[1],
  named: string | readonly string[] | undefined,
): Promise<void> {
  if (named === undefined || named.length === 0) return
  const ids = typeof named === 'string' ? [named] : named
  const there = await existing(tx, what, ids)
  const missing = (id: string, index: number): FieldProblem[] =>
    there.has(id)
      ? []
      : [
          {
            field: typeof named === 'string' ? field : `${field}/${index}`,
            message: `There is no such ${what.replace('_', ' ')}.`,
          },
        ]
  const fields = ids.flatMap(missing)
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
}
