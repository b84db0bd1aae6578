import { createHash } from 'node:crypto'
import type { QueryResultRow } from 'pg'

/** A statement of constant text, prepared once per connection under a name. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  /** Never present; carries the row type. */
  readonly row?: Row
}

/**
 * Declares a hot statement. The name is a hash of the text, so that two releases behind one pooler never meet
 * under one name. Text must not vary with the arguments: pass arrays (`any($1)`, `unnest`), not `in` lists.
 */
export function statement<Row extends QueryResultRow = QueryResultRow>(text: string): Statement<Row> {
  return { name: nameOf(text), text }
}

const names = new Map<string, string>()
const limit = 2_000

/** The prepared-statement name of a text. */
export function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `p_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
  if (names.size < limit) names.set(text, name)
  return name
}
