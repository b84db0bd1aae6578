import { Button, Group, Select, TextInput } from '@mantine/core'
import { attempts } from '@postern/contract/api/attempts.ts'
import { connections } from '@postern/contract/api/connections.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { reasons } from '@postern/contract/reasons.ts'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { attemptColumns } from '../table/attempt-columns.tsx'
import { ListView } from '../table/list-view.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { Empty } from '../ui/empty.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'

const refusals = Object.entries(reasons)
  .filter(([, reason]) => reason.effect !== 'explains')
  .map(([value, reason]) => ({ value, label: reason.says }))

export function Page() {
  const { filters, set, clear, narrowed } = useFilters()
  const list = useList(attempts.list, filters)
  return (
    <>
      <PageHeader
        title="Sign-in attempts"
        intro="Everybody who came to a door, let in or not. A refused person is shown a short id: look it up here."
        actions={<LookUp />}
      />
      <ListView
        list={list}
        what="attempts"
        columns={attemptColumns}
        rowKey={attempt => attempt.id}
        narrowed={narrowed}
        widen={clear}
        tools={
          <Group gap="sm">
            <Select
              aria-label="Outcome"
              placeholder="Any outcome"
              clearable
              data={[
                { value: 'admitted', label: 'Let in' },
                { value: 'refused', label: 'Refused' },
              ]}
              value={filters.outcome ?? null}
              onChange={outcome => set({ outcome: outcome ?? undefined })}
            />
            <Select
              aria-label="Reason"
              placeholder="Any reason"
              clearable
              searchable
              data={refusals}
              value={filters.reason ?? null}
              onChange={reason => set({ reason: reason ?? undefined })}
              style={{ flex: '0 1 22rem' }}
            />
            <ReferenceSelect
              aria-label="Portal"
              placeholder="Any portal"
              from={portals.list}
              clearable
              value={filters.portal ?? null}
              onChange={portal => set({ portal: portal ?? undefined })}
            />
            <ReferenceSelect
              aria-label="Connection"
              placeholder="Any connection"
              from={connections.list}
              clearable
              value={filters.connection ?? null}
              onChange={connection => set({ connection: connection ?? undefined })}
            />
          </Group>
        }
        empty={
          <Empty title="Nobody has come yet">
            Open the address of one of your <ResourceLink to="/portals">portals</ResourceLink> and sign in:
            the attempt appears here, with what was decided and why.
          </Empty>
        }
      />
    </>
  )
}

/** From the id that a refused person reads out, straight to the attempt. */
function LookUp() {
  const [id, setId] = useState('')
  const navigate = useNavigate()
  const find = (event: FormEvent) => {
    event.preventDefault()
    const attempt = id.trim()
    if (attempt) void navigate({ to: '/attempts/$attempt', params: { attempt } })
  }
  return (
    <form onSubmit={find}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label="Short id"
          placeholder="Short id"
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'code' }}
          value={id}
          onChange={event => setId(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Look up
        </Button>
      </Group>
    </form>
  )
}
