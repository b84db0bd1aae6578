import { queryClient } from './query-client.ts'

/** After a write: everything read of these resources is read again where it is shown. */
export async function refresh(...resources: readonly string[]): Promise<void> {
  await Promise.all(resources.map(resource => queryClient.invalidateQueries({ queryKey: [resource] })))
}
