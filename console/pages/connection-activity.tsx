import { useConnection } from '../api/use-connection.ts'
import { AttemptList } from '../table/attempt-list.tsx'

export function Page() {
  const connection = useConnection()
  return <AttemptList query={{ connection: connection.id }} without="Connection" />
}
