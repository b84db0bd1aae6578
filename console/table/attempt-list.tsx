import { attempts } from '@postern/contract/api/attempts.ts'
import { Empty } from '../ui/empty.tsx'
import { attemptColumns } from './attempt-columns.tsx'
import { ListView } from './list-view.tsx'
import { useList } from './use-list.ts'

interface Props {
  readonly query: Readonly<Record<string, string>>
  /** The column that would say the same in every row. */
  readonly without: string
}

/** The sign-in attempts of one portal, connection or account. */
export function AttemptList({ query, without }: Props) {
  const list = useList(attempts.list, query)
  return (
    <ListView
      list={list}
      what="attempts"
      columns={attemptColumns.filter(column => column.header !== without)}
      rowKey={attempt => attempt.id}
      empty={
        <Empty title="Nobody has come yet">
          Each try to sign in is recorded here, with what was decided and why.
        </Empty>
      }
    />
  )
}
