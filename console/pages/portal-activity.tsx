import { usePortal } from '../api/use-portal.ts'
import { AttemptList } from '../table/attempt-list.tsx'

export function Page() {
  const portal = usePortal()
  return <AttemptList query={{ portal: portal.id }} without="Portal" />
}
