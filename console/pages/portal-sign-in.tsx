import { Group, Stack, Text } from '@mantine/core'
import { connections } from '@postern/contract/api/connections.ts'
import { usePortal } from '../api/use-portal.ts'
import { connectionColumns } from '../table/connection-columns.tsx'
import { ListView } from '../table/list-view.tsx'
import { useList } from '../table/use-list.ts'
import { CreateButton } from '../ui/create-button.tsx'
import { Empty } from '../ui/empty.tsx'

export function Page() {
  const portal = usePortal()
  const list = useList(connections.list, { portal: portal.id })
  const create = (label: string) => (
    <CreateButton operation={connections.create} to="/connections/new" search={{ portal: portal.id }}>
      {label}
    </CreateButton>
  )
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw="40rem">
          One button each on the sign-in page, in this order. What a person gets is decided by the
          connection’s policy.
        </Text>
        {list.items.length > 0 && create('Add a connection')}
      </Group>
      <ListView
        list={list}
        what="connections"
        columns={connectionColumns.filter(column => column.header !== 'Portal')}
        rowKey={connection => connection.id}
        empty={
          <Empty title="Nobody can sign in yet" action={create('Add a connection')}>
            Connect the identity provider of the people this portal is for: Okta, Microsoft Entra ID, or any
            other that speaks SAML or OpenID Connect.
          </Empty>
        }
      />
    </Stack>
  )
}
