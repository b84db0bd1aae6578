import { Anchor, Code, Drawer, Group, Select, Stack, Text } from '@mantine/core'
import { type MailSummary, outbox } from '@postern/contract/api/outbox.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reading } from '../api/queries.ts'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { Empty } from '../ui/empty.tsx'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(outbox.list, filters)
  const [read, setRead] = useState<string | null>(null)
  const columns: readonly Column<MailSummary>[] = [
    {
      header: 'Mail',
      cell: mail => (
        <Anchor component="button" type="button" fz="sm" onClick={() => setRead(mail.id)}>
          {mail.template}
        </Anchor>
      ),
    },
    { header: 'To', cell: mail => <span className="wrap">{mail.recipient}</span> },
    { header: 'Status', cell: mail => <StateOf state={mail.status} /> },
    { header: 'Tries', cell: mail => mail.tries },
    { header: 'Last error', cell: mail => mail.lastError ?? <None /> },
    { header: 'Written', cell: mail => <When at={mail.createdAt} /> },
    {
      header: 'Sent',
      cell: mail =>
        mail.sentAt ? (
          <When at={mail.sentAt} />
        ) : mail.status === 'queued' ? (
          <>
            next try <When at={mail.nextTryAt} />
          </>
        ) : (
          <None>Not sent</None>
        ),
    },
  ]
  return (
    <>
      <PageHeader
        title="Outbox"
        intro="Mail waits here until the mail server takes it. Without one configured it stays, and in the demo you can read it."
      />
      <ListView
        list={list}
        what="mails"
        columns={columns}
        rowKey={mail => mail.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group>
            <Select
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={[
                { value: 'queued', label: 'Queued' },
                { value: 'sent', label: 'Sent' },
                { value: 'failed', label: 'Failed' },
              ]}
              value={filters.status ?? null}
              onChange={status => set({ status: status ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty title="No mail yet">Invitations and codes appear here as soon as one is written.</Empty>
        }
      />
      <Drawer opened={read !== null} onClose={() => setRead(null)} title="Mail" size="lg">
        {read && <Mail id={read} />}
      </Drawer>
    </>
  )
}

function Mail({ id }: { readonly id: string }) {
  const query = useQuery(reading(outbox.read, { params: { mail: id } }))
  return (
    <Loaded query={query} what="the mail">
      {mail => (
        <Stack gap="md">
          <Facts
            facts={[
              ['Template', mail.template],
              ['To', mail.recipient],
              ['Status', <StateOf key="status" state={mail.status} />],
            ]}
          />
          {mail.data === null ? (
            <Text size="sm" c="dimmed">
              What it says is not shown outside the demo: mails carry links that open doors.
            </Text>
          ) : (
            <Stack gap="xs">
              {links(mail.data).map(link => (
                <Anchor key={link} href={link} fz="sm">
                  {link}
                </Anchor>
              ))}
              <Code block>{JSON.stringify(mail.data, null, 2)}</Code>
            </Stack>
          )}
        </Stack>
      )}
    </Loaded>
  )
}

/** Links a mail carries: in the demo they are followed from here. */
function links(data: Readonly<Record<string, unknown>>): string[] {
  return Object.values(data).filter(
    (value): value is string => typeof value === 'string' && /^https?:\/\//.test(value),
  )
}
