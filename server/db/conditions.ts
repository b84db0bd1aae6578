import { type RawBuilder, sql } from 'kysely'

/** `column = any(values)`: one statement text whatever the number of values. Column as `alias.column`. */
export function isAny(column: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...values]})`
}

/**
 * Whether a name contains a text, ignoring case. Reads every row of the tenant (under row-level security no index
 * serves it), so it is for configuration, of which there is little; people are found by search terms.
 */
export function nameContains(column: string, text: string): RawBuilder<boolean> {
  return sql<boolean>`strpos(lower(${sql.ref(column)}), ${text.toLowerCase()}) > 0`
}

/** `{ id, uid, name }` of a joined row, as JSON. */
export function referenceTo<Id extends string>(
  alias: string,
): RawBuilder<{ id: Id; uid: string; name: string }> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`jsonb_build_object('id', ${column('id')}, 'uid', ${column('uid')}, 'name', ${column('name')})`
}
