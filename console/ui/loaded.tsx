import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemView } from './problem-view.tsx'

interface Props<Data> {
  readonly query: UseQueryResult<Data>
  /** What is being read, for the loading text: "the portal". */
  readonly what: string
  readonly children: (data: Data) => ReactNode
}

/** Shows data, or its loading or failing: no screen can forget one of them. */
export function Loaded<Data>({ query, what, children }: Props<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ProblemView error={query.error} retry={() => query.refetch()} />
  return <Loading what={what} />
}

export function Loading({ what, rows = 5 }: { readonly what: string; readonly rows?: number }) {
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>Loading {what}…</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity
        <Skeleton key={row} height={28} width={`${95 - ((row * 17) % 40)}%`} />
      ))}
    </Stack>
  )
}
