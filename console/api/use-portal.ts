import { portals } from '@postern/contract/api/portals.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { reading } from './queries.ts'

/** The portal of the address. Its page has read it before a tab is shown. */
export function usePortal() {
  const { portal } = useParams({ strict: false }) as { portal: string }
  return useSuspenseQuery(reading(portals.read, { params: { portal } })).data
}
