import type { Operation } from '@postern/contract/api/operation.ts'
import { listing, reading } from './queries.ts'
import { queryClient } from './query-client.ts'

/**
 * Begins to read what a page will show while its code is still being loaded. Nobody waits for it and its failure is
 * the page's to show. Parameters are called in addresses what the operations call them.
 */
export type Begin = (
  params: Readonly<Record<string, string>>,
  filters: Readonly<Record<string, string | undefined>>,
) => void

export const reads =
  (operation: Operation): Begin =>
  params => {
    const named = Object.keys(params).length > 0 ? { params } : {}
    void queryClient.prefetchQuery(reading(operation, named as never))
  }

export const lists =
  (operation: Operation): Begin =>
  (_params, filters) => {
    void queryClient.prefetchInfiniteQuery(listing(operation, filters))
  }
