import { useDebouncedValue } from '@mantine/hooks'
import type { Operation } from '@postern/contract/api/operation.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import type { Page } from '../api/queries.ts'

export interface Referable {
  readonly id: string
  readonly uid: string
  readonly name: string
  readonly status?: string
  readonly state?: string
}

/** What a select offers: the first 200 by name, or what the typed text finds. Archived ones are not offered. */
export function useOptions<Item extends Referable>(
  operation: Operation,
  query: Readonly<Record<string, unknown>> = {},
) {
  const [text, setText] = useState('')
  const [typed] = useDebouncedValue(text, 250)
  const first = useQuery(optionsQuery<Item>(operation, query, ''))
  const everything = first.data?.next === null
  const search = everything ? '' : typed
  const found = useQuery({
    ...optionsQuery<Item>(operation, query, search),
    placeholderData: keepPreviousData,
  })
  const items = (found.data?.items ?? []).filter(item => (item.status ?? item.state) !== 'archived')
  return { items, onSearch: everything ? undefined : setText, loading: first.isPending, error: first.error }
}

function optionsQuery<Item>(operation: Operation, query: Readonly<Record<string, unknown>>, search: string) {
  return {
    queryKey: [...operation.id.split('.'), 'options', query, search],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call(operation, { query: { ...query, search, limit: 200 }, signal } as never) as Promise<Page<Item>>,
  }
}
