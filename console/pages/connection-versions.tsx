import { Code } from '@mantine/core'
import { policies, type StoredPolicy } from '@postern/contract/api/policies.ts'
import { useConnection } from '../api/use-connection.ts'
import { inWords, valuesOf } from '../policy/policy-values.ts'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { useList } from '../table/use-list.ts'
import { Empty } from '../ui/empty.tsx'
import { None } from '../ui/none.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<StoredPolicy>[] = [
  { header: 'Version', cell: stored => stored.version, width: '6rem' },
  { header: 'In force since', cell: stored => <When at={stored.createdAt} /> },
  { header: 'By', cell: stored => stored.createdBy?.login ?? <None>The system</None> },
  { header: 'Comes to', cell: stored => inWords(valuesOf(stored.policy)) },
  {
    header: 'Document',
    cell: stored => (
      <details>
        <summary>
          Show <span className="visually-hidden">version {stored.version}</span>
        </summary>
        <Code block mt={6}>
          {JSON.stringify(stored.policy, null, 2)}
        </Code>
      </details>
    ),
  },
]

export function Page() {
  const connection = useConnection()
  const list = useList(policies.versions, {}, { connection: connection.id })
  return (
    <ListView
      list={list}
      what="versions"
      columns={columns}
      rowKey={stored => String(stored.version)}
      empty={<Empty title="No versions">Each change of the policy is kept here as a version.</Empty>}
    />
  )
}
