import { connections } from '@postern/contract/api/connections.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { reading } from './queries.ts'

/** The connection of the address. Its page has read it before a tab is shown. */
export function useConnection() {
  const { connection } = useParams({ strict: false }) as { connection: string }
  return useSuspenseQuery(reading(connections.read, { params: { connection } })).data
}
