import { Button, Stack } from '@mantine/core'
import { portals } from '@postern/contract/api/portals.ts'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { reading } from '../api/queries.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateOf } from '../ui/status.tsx'
import { Tabs } from '../ui/tabs.tsx'

/** One portal: its heading and tabs. Each tab is a page of its own. */
export function Page() {
  const { portal: id } = useParams({ strict: false }) as { portal: string }
  const query = useQuery(reading(portals.read, { params: { portal: id } }))
  const base = `/portals/${id}`
  return (
    <Loaded query={query} what="the portal">
      {portal => (
        <>
          <PageHeader
            title={portal.name}
            aside={<StateOf state={portal.state} />}
            intro={
              <>
                Portal of {portal.organization.name} · <span className="code">{portal.uid}</span>
              </>
            }
            actions={
              <Button
                variant="default"
                component="a"
                href={portal.address}
                target="_blank"
                rel="noreferrer"
                rightSection={<IconExternalLink size={15} aria-label="opens a new tab" />}
              >
                Open
              </Button>
            }
          />
          <Stack gap="lg">
            <Tabs
              label="Parts of the portal"
              tabs={[
                { to: base, label: 'Info' },
                { to: `${base}/sign-in`, label: 'Sign-in' },
                { to: `${base}/roles`, label: 'Roles' },
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
