import { type OwnSession, self } from '@postern/contract/api/self.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { reading } from '../api/queries.ts'
import { refresh } from '../api/refresh.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Section } from '../ui/section.tsx'
import { When } from '../ui/when.tsx'

/** Where one is signed in to the console. */
export function OwnSessions() {
  const query = useQuery(reading(self.sessions, {}))
  const end = useMutation({
    mutationFn: (session: string) => call(self.endSession, { params: { session } }),
    onSuccess: async () => {
      announce('The session is ended.')
      await refresh('self')
    },
  })
  const columns: readonly Column<OwnSession>[] = [
    {
      header: 'Device',
      cell: session => `${session.device || 'Unknown device'}${session.current ? ' (this one)' : ''}`,
    },
    { header: 'Since', cell: session => <When at={session.createdAt} /> },
    { header: 'Last seen', cell: session => <When at={session.lastSeenAt} /> },
    { header: 'Ends at the latest', cell: session => <When at={session.expiresAt} /> },
    {
      header: 'Actions',
      headerHidden: true,
      cell: session => (
        <ActionButton
          size="compact-xs"
          variant="default"
          refusal={session.current ? 'This is the session you are using: sign out instead.' : undefined}
          onClick={() => end.mutate(session.id)}
        >
          End
        </ActionButton>
      ),
    },
  ]
  return (
    <Section title="Sessions" flush>
      {end.error && <ProblemView error={end.error} />}
      <Loaded query={query} what="your sessions">
        {({ items }) => (
          <DataTable caption="Sessions" columns={columns} rows={items} rowKey={session => session.id} />
        )}
      </Loaded>
    </Section>
  )
}
