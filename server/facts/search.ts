import { searchTerms } from '@postern/core/search-terms.ts'
import { type RawBuilder, sql } from 'kysely'

const words = 6

/**
 * Conditions under which a person is found: each word of the text begins a search term of theirs. A range on text,
 * because under row-level security no pattern match uses an index.
 * @param column the person's id, as `alias.id`
 */
export function foundBy(column: string, entity: 'account' | 'profile', text: string): RawBuilder<boolean>[] {
  return searchTerms(text)
    .slice(0, words)
    .map(
      word => sql<boolean>`${sql.ref(column)} in (
        select entity_id from search_terms
        where entity = ${entity} and term >= ${word} and term < ${`${word}\u{10ffff}`})`,
    )
}
