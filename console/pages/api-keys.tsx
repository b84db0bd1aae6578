import { Drawer, Text } from '@mantine/core'
import { type ApiKey, apiKeys } from '@postern/contract/api/api-keys.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateKey } from '../administrators/create-key.tsx'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { useList } from '../table/use-list.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { confirmed } from '../ui/confirm.tsx'
import { Empty } from '../ui/empty.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const columns: readonly Column<ApiKey>[] = [
  { header: 'Key', cell: key => key.name },
  { header: 'Begins with', cell: key => <span className="code nowrap">{key.prefix}…</span> },
  { header: 'Scopes', cell: key => <span className="code">{key.scopes.join(' ')}</span>, width: '26%' },
  { header: 'State', cell: key => <StateOf state={key.state} /> },
  { header: 'Made by', cell: key => key.createdBy?.name ?? <None>Command line</None> },
  { header: 'Last used', cell: key => (key.lastUsedAt ? <When at={key.lastUsedAt} /> : <None>Never</None>) },
  { header: 'Expires', cell: key => (key.expiresAt ? <When at={key.expiresAt} /> : <None>Never</None>) },
]

export function Page() {
  const list = useList(apiKeys.list)
  const [creating, setCreating] = useState(false)
  const refusal = useRefusal(apiKeys.create)
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => call(apiKeys.revoke, { params: { key: key.id } }),
    onSuccess: async () => {
      announce('The key is revoked.')
      await refresh('apiKeys')
    },
  })
  const ask = async (key: ApiKey) => {
    const sure = await confirmed({
      title: `Revoke ${key.name}?`,
      confirm: 'Revoke the key',
      says: (
        <Text size="sm">
          Whatever uses it is refused at once, and for good: a key cannot be restored.{' '}
          {key.lastUsedAt ? (
            <>
              It was last used <When at={key.lastUsedAt} />.
            </>
          ) : (
            'It was never used.'
          )}
        </Text>
      ),
    })
    if (sure) revoke.mutate(key)
  }
  const revoking: Column<ApiKey> = {
    header: 'Actions',
    headerHidden: true,
    cell: key =>
      key.revokedAt ? null : (
        <ActionButton size="compact-xs" variant="default" refusal={refusal} onClick={() => ask(key)}>
          Revoke…
        </ActionButton>
      ),
  }
  const create = (
    <ActionButton refusal={refusal} onClick={() => setCreating(true)}>
      New API key
    </ActionButton>
  )
  return (
    <>
      <PageHeader
        title="API keys"
        intro="For programs that use the public API. Each has scopes of its own, and its secret is shown once."
        actions={create}
      />
      {revoke.error && <ProblemView error={revoke.error} />}
      <ListView
        list={list}
        what="keys"
        columns={[...columns, revoking]}
        rowKey={key => key.id}
        empty={
          <Empty title="No API keys yet" action={create}>
            A governance system that reads profiles needs only people:read.
          </Empty>
        }
      />
      <Drawer opened={creating} onClose={() => setCreating(false)} title="New API key">
        {creating && <CreateKey close={() => setCreating(false)} />}
      </Drawer>
    </>
  )
}
