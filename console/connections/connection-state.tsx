import { Group, Text } from '@mantine/core'
import { type Connection, connections } from '@postern/contract/api/connections.ts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { confirmed } from '../ui/confirm.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Section } from '../ui/section.tsx'

type State = Connection['state']

const says: Readonly<Record<State, string>> = {
  active: 'Its button stands on the sign-in page.',
  disabled: 'It lets nobody in, by any way. Links of people to it are kept.',
  archived: 'It is put away and lets nobody in. Links of people to it are kept.',
}

/** Enables, disables and archives a connection. */
export function ConnectionState({ connection }: { readonly connection: Connection }) {
  const refusal = useRefusal(connections.update)
  const change = useMutation({
    mutationFn: (state: State) => {
      const params = { connection: connection.id }
      return call(connections.update, { params, body: { state }, version: connection.version })
    },
    onSuccess: async after => {
      announce(says[after.state])
      await refresh('connections', 'overview')
    },
  })
  const close = async (state: 'disabled' | 'archived') => {
    const verb = state === 'disabled' ? 'Disable' : 'Archive'
    const sure = await confirmed({
      title: `${verb} ${connection.name}?`,
      confirm: `${verb} the connection`,
      says: (
        <Text size="sm">
          Nobody can come in to {connection.portal?.name ?? 'its portal'} by it any more, also not where a
          sign-in is under way. People who are signed in stay so until their session ends; suspend an account
          to end it at once.
        </Text>
      ),
    })
    if (sure) change.mutate(state)
  }
  return (
    <Section title="State" intro={says[connection.state]}>
      {change.error && <ProblemView error={change.error} />}
      <Group gap="sm">
        {connection.state !== 'active' && (
          <ActionButton refusal={refusal} loading={change.isPending} onClick={() => change.mutate('active')}>
            Enable
          </ActionButton>
        )}
        {connection.state === 'active' && (
          <ActionButton variant="default" refusal={refusal} onClick={() => close('disabled')}>
            Disable…
          </ActionButton>
        )}
        {connection.state !== 'archived' && (
          <ActionButton variant="default" refusal={refusal} onClick={() => close('archived')}>
            Archive…
          </ActionButton>
        )}
      </Group>
    </Section>
  )
}
