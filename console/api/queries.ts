import type { Operation } from '@postern/contract/api/operation.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input, type Result } from './client.ts'

/** `portals.list` → `['portals', 'list']`, so that a write makes every query of its resource stale. */
const keyOf = (operation: Operation) => operation.id.split('.')

/**
 * For what people at the doors change while an administrator looks elsewhere: shown at once as it was, and read again
 * on every visit and when the window gets the focus back. Not for forms, which an answer would fill anew.
 */
export const live = { staleTime: 0, refetchOnWindowFocus: true } as const

/** A query that reads one operation. */
export function reading<O extends Operation>(operation: O, input: Input<O>) {
  return queryOptions({
    queryKey: [...keyOf(operation), input],
    queryFn: ({ signal }) =>
      call(operation as Operation, { ...input, signal } as never) as Promise<Result<O>>,
  })
}

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** A query that walks the pages of a list operation. */
export function listing<Item>(operation: Operation, query: Record<string, unknown>, params?: object) {
  return infiniteQueryOptions({
    queryKey: [...keyOf(operation), 'pages', query, params ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }): Promise<Page<Item>> =>
      call(operation, { params, query: { ...query, after: pageParam }, signal } as never) as Promise<
        Page<Item>
      >,
    getNextPageParam: (last: Page<Item>) => last.next ?? undefined,
    ...live,
  })
}
