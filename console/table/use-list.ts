import type { Operation } from '@postern/contract/api/operation.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { listing } from '../api/queries.ts'

type ItemOf<O extends Operation> = z.output<O['result']> extends { items: (infer Item)[] } ? Item : never

export interface LoadedList<Item> {
  readonly items: readonly Item[]
  readonly loading: boolean
  readonly error: unknown
  readonly retry: () => void
  readonly more: (() => void) | null
  readonly loadingMore: boolean
}

/** The pages of a list operation read so far. */
export function useList<O extends Operation>(
  operation: O,
  query: Readonly<Record<string, unknown>> = {},
  params?: Readonly<Record<string, string>>,
): LoadedList<ItemOf<O>> {
  const pages = useInfiniteQuery(listing<ItemOf<O>>(operation, query, params))
  return {
    items: pages.data?.pages.flatMap(page => page.items) ?? [],
    loading: pages.isPending,
    error: pages.error,
    retry: () => pages.refetch(),
    more: pages.hasNextPage ? () => pages.fetchNextPage() : null,
    loadingMore: pages.isFetchingNextPage,
  }
}
