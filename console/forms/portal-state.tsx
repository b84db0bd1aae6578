import { Group, Text } from '@mantine/core'
import { type Portal, portals } from '@postern/contract/api/portals.ts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { confirmed } from '../ui/confirm.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Section } from '../ui/section.tsx'

type State = Portal['state']

const says: Readonly<Record<State, string>> = {
  active: 'The portal lets people in.',
  disabled: 'The portal lets nobody in. Everything about it is kept.',
  archived: 'The portal is put away: it lets nobody in and no list offers it.',
}

/** Opens and closes a portal. Closing says first whom it affects. */
export function PortalState({ portal }: { readonly portal: Portal }) {
  const refusal = useRefusal(portals.update)
  const change = useMutation({
    mutationFn: (state: State) =>
      call(portals.update, { params: { portal: portal.id }, body: { state }, version: portal.version }),
    onSuccess: async after => {
      announce(says[after.state])
      await refresh('portals', 'overview')
    },
  })
  const close = async (state: 'disabled' | 'archived') => {
    const verb = state === 'disabled' ? 'Disable' : 'Archive'
    const sure = await confirmed({
      title: `${verb} ${portal.name}?`,
      confirm: `${verb} the portal`,
      says: (
        <>
          <Text size="sm">
            Everybody signed in through it is signed out at once, and nobody can come in by{' '}
            <span className="code">{portal.address}</span>, also not where a sign-in is under way.
          </Text>
          <Text size="sm">
            {roleCount(portal)} No account, profile or role changes. You can open it again at any time.
          </Text>
        </>
      ),
    })
    if (sure) change.mutate(state)
  }
  return (
    <Section title="State" intro={says[portal.state]}>
      {change.error && <ProblemView error={change.error} />}
      <Group gap="sm">
        {portal.state !== 'active' && (
          <ActionButton refusal={refusal} loading={change.isPending} onClick={() => change.mutate('active')}>
            Enable
          </ActionButton>
        )}
        {portal.state === 'active' && (
          <ActionButton
            variant="default"
            refusal={refusal}
            loading={change.isPending}
            onClick={() => close('disabled')}
          >
            Disable…
          </ActionButton>
        )}
        {portal.state !== 'archived' && (
          <ActionButton
            variant="default"
            refusal={refusal}
            loading={change.isPending}
            onClick={() => close('archived')}
          >
            Archive…
          </ActionButton>
        )}
      </Group>
    </Section>
  )
}

function roleCount({ roles }: Portal): string {
  if (roles.length === 0) return 'No role opens it today.'
  return roles.length === 1 ? 'One role opens it.' : `${roles.length} roles open it.`
}
