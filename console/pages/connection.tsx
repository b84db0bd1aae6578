import { Stack } from '@mantine/core'
import { connections } from '@postern/contract/api/connections.ts'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { reading } from '../api/queries.ts'
import { protocols } from '../table/connection-columns.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'
import { Tabs } from '../ui/tabs.tsx'

/** One connection: its heading and tabs. Each tab is a page of its own. */
export function Page() {
  const { connection: id } = useParams({ strict: false }) as { connection: string }
  const query = useQuery(reading(connections.read, { params: { connection: id } }))
  const base = `/connections/${id}`
  return (
    <Loaded query={query} what="the connection">
      {connection => (
        <>
          <PageHeader
            title={connection.name}
            aside={<StateOf state={connection.state} />}
            intro={
              <>
                {protocols[connection.kind]} connection
                {connection.portal && (
                  <>
                    {' to '}
                    <ResourceLink to="/portals/$portal/sign-in" params={{ portal: connection.portal.id }}>
                      {connection.portal.name}
                    </ResourceLink>
                  </>
                )}{' '}
                · <span className="code">{connection.uid}</span>
              </>
            }
          />
          <Stack gap="lg">
            <Tabs
              label="Parts of the connection"
              tabs={[
                { to: base, label: 'Settings' },
                { to: `${base}/policy`, label: 'Policy' },
                { to: `${base}/versions`, label: 'Policy versions' },
                { to: `${base}/activity`, label: 'Activity' },
              ]}
            />
            <Outlet />
          </Stack>
        </>
      )}
    </Loaded>
  )
}
