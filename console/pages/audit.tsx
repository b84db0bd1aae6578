import { Button, Code, Group, TextInput } from '@mantine/core'
import { type AuditEvent, auditEvents } from '@postern/contract/api/audit-events.ts'
import { IconX } from '@tabler/icons-react'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { endOfDay, startOfDay } from '../ui/day.ts'
import { Empty } from '../ui/empty.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { exactly } from '../ui/when.tsx'

const actors: Readonly<Record<AuditEvent['actor']['kind'], string>> = {
  account: 'Account',
  api_key: 'API key',
  connection: 'Connection',
  system: 'The system',
  anonymous: 'Nobody signed in',
}

const columns: readonly Column<AuditEvent>[] = [
  {
    header: 'When',
    cell: event => (
      <time dateTime={event.at} style={{ whiteSpace: 'nowrap' }}>
        {exactly(event.at)}
      </time>
    ),
  },
  {
    header: 'Event',
    cell: event => (
      <ResourceLink to="/audit" search={{ event: event.event }}>
        <span className="code nowrap">{event.event}</span>
      </ResourceLink>
    ),
  },
  {
    header: 'By',
    cell: ({ actor }) => {
      const label = actor.name ?? actors[actor.kind]
      if (!actor.id) return label
      return (
        <ResourceLink to="/audit" search={{ actor: actor.id }}>
          <span className="wrap">{label}</span>
        </ResourceLink>
      )
    },
  },
  {
    header: 'About',
    cell: event =>
      event.entityId ? (
        <ResourceLink to="/audit" search={{ entity: event.entityId }}>
          {event.entity ?? 'Something'} <span className="code nowrap">…{event.entityId.slice(-6)}</span>
        </ResourceLink>
      ) : (
        (event.entity ?? <None />)
      ),
  },
  {
    header: 'Detail',
    cell: event =>
      Object.keys(event.detail).length === 0 ? (
        <None />
      ) : (
        <details>
          <summary>
            Show <span className="visually-hidden">detail of {event.event}</span>
          </summary>
          <Code block mt={6}>
            {JSON.stringify(event.detail, null, 2)}
          </Code>
        </details>
      ),
  },
]

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const { event, entity, actor, from, to } = filters
  const list = useList(auditEvents.list, {
    event,
    entity,
    actor,
    from: from && startOfDay(from),
    to: to && endOfDay(to),
  })
  return (
    <>
      <PageHeader
        title="Audit log"
        intro="Every change and every refusal, written together with the change and sealed afterwards. Nothing here can be edited."
      />
      <ListView
        list={list}
        what="events"
        columns={columns}
        rowKey={row => row.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm" align="flex-end">
            <SearchBox
              label="Event, such as portal.created"
              value={event ?? ''}
              onSearch={text => set({ event: text.trim() })}
            />
            <TextInput
              type="date"
              label="From"
              value={from ?? ''}
              max={to}
              onChange={change => set({ from: change.currentTarget.value })}
            />
            <TextInput
              type="date"
              label="To"
              value={to ?? ''}
              min={from}
              onChange={change => set({ to: change.currentTarget.value })}
            />
            {entity && (
              <Chosen label={`About …${entity.slice(-6)}`} drop={() => set({ entity: undefined })} />
            )}
            {actor && <Chosen label={`By …${actor.slice(-6)}`} drop={() => set({ actor: undefined })} />}
          </Group>
        }
        empty={<Empty title="Nothing is recorded yet">The first change anybody makes appears here.</Empty>}
      />
    </>
  )
}

function Chosen({ label, drop }: { readonly label: string; readonly drop: () => void }) {
  return (
    <Button
      size="xs"
      variant="light"
      rightSection={<IconX size={13} aria-hidden />}
      aria-label={`${label}: remove this filter`}
      onClick={drop}
    >
      {label}
    </Button>
  )
}
