import { overview } from '@postern/contract/api/overview.ts'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../api/queries.ts'

/** While the sandbox runs, anybody who reaches this server can sign in as its people. */
export function DemoBanner() {
  const { data } = useQuery({ ...reading(overview.read, {}), staleTime: 60_000 })
  if (!data?.demo) return null
  return (
    <aside className="demo-banner" aria-label="Demo">
      <strong>Demo.</strong> A sandbox identity provider vouches for invented people. Keep real ones out of
      it.
    </aside>
  )
}
