import { Problem } from '@postern/contract/problems.ts'

/** Which page of a list is wanted: rows behind the cursor `after`, at most `limit`. */
export interface PageRequest {
  readonly after?: string | undefined
  readonly limit: number
}

export interface Page<Item> {
  readonly items: Item[]
  readonly next: string | null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The id a cursor stands for, or null on the first page. Ids are UUIDv7, so their order is the order of creation.
 * @throws Problem request.invalid when the cursor is not one of ours
 */
export function idAfter(request: PageRequest): string | null {
  if (request.after === undefined) return null
  const id = Buffer.from(request.after, 'base64url').toString('latin1')
  if (uuid.test(id)) return id
  throw new Problem('request.invalid', {
    fields: [{ field: 'query/after', message: 'This cursor is not from a list.' }],
  })
}

/** Cuts a page from rows that were asked for with `limit + 1`. */
export function pageOf<Row extends { id: string }, Item>(
  rows: readonly Row[],
  request: PageRequest,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, request.limit)
  const last = shown.at(-1)
  const more = rows.length > request.limit && last !== undefined
  return {
    items: shown.map(toItem),
    next: more ? Buffer.from(last.id, 'latin1').toString('base64url') : null,
  }
}
