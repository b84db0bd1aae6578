import { Divider, Group, Stack, Text, Title } from '@mantine/core'
import { type Administrator, administrators } from '@postern/contract/api/administrators.ts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal, useSession } from '../api/session.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { confirmed } from '../ui/confirm.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { InvitationLink } from './invitation-link.tsx'

interface Props {
  readonly administrator: Administrator
  readonly close: () => void
}

/** How an administrator gets in, is kept out, and stops being one. */
export function AdministratorDoors({ administrator, close }: Props) {
  const own = useSession()?.account === administrator.id
  const denied = useRefusal(administrators.update)
  const refusal = denied ?? (own ? 'This is you. Let another owner do it.' : undefined)
  const params = { administrator: administrator.id }
  const status = useMutation({
    mutationFn: (next: 'active' | 'suspended') =>
      call(administrators.update, { params, body: { status: next }, version: administrator.version }),
    onSuccess: async after => {
      announce(after.status === 'suspended' ? 'Suspended: sessions ended, keys stopped.' : 'Restored.')
      await refresh('administrators')
    },
  })
  const invite = useMutation({
    mutationFn: (forgetFactors: boolean) => call(administrators.invite, { params, body: { forgetFactors } }),
    onSuccess: () => refresh('administrators'),
  })
  const remove = useMutation({
    mutationFn: () => call(administrators.remove, { params }),
    onSuccess: async () => {
      announce('The console level is taken away. The account stays.')
      close()
      await refresh('administrators')
    },
  })
  const ask = async (title: string, confirm: string, says: string, act: () => void) => {
    if (await confirmed({ title, confirm, says: <Text size="sm">{says}</Text> })) act()
  }
  const error = status.error ?? invite.error ?? remove.error
  const name = administrator.email
  return (
    <Stack gap="sm" mt="lg">
      <Divider />
      <Title order={3}>Access</Title>
      {error && <ProblemView error={error} />}
      {invite.data && <InvitationLink email={name} invitation={invite.data} />}
      <Group gap="sm">
        <ActionButton
          variant="default"
          refusal={denied}
          loading={invite.isPending}
          onClick={() =>
            ask(
              `Send ${name} a new link?`,
              'Send a new link',
              'It lets them choose a new password. Earlier links stop working.',
              () => invite.mutate(false),
            )
          }
        >
          New password link…
        </ActionButton>
        <ActionButton
          variant="default"
          refusal={refusal}
          onClick={() =>
            ask(
              `Reset the second factors of ${name}?`,
              'Reset and send a link',
              `For somebody who lost their device. ${administrator.factors.length} removed, all their sessions end, and a link to start afresh is mailed.`,
              () => invite.mutate(true),
            )
          }
        >
          Reset second factors…
        </ActionButton>
        {administrator.status === 'suspended' ? (
          <ActionButton refusal={refusal} onClick={() => status.mutate('active')}>
            Restore
          </ActionButton>
        ) : (
          <ActionButton
            variant="default"
            refusal={refusal}
            onClick={() =>
              ask(
                `Suspend ${name}?`,
                'Suspend',
                'Their sessions end and the API keys they made stop at once. You can restore them at any time.',
                () => status.mutate('suspended'),
              )
            }
          >
            Suspend…
          </ActionButton>
        )}
        <ActionButton
          variant="default"
          refusal={refusal}
          onClick={() =>
            ask(
              `Take the console level from ${name}?`,
              'Take the level away',
              'They cannot open the console any more, and the API keys they made open nothing. Their account stays.',
              () => remove.mutate(),
            )
          }
        >
          Remove…
        </ActionButton>
      </Group>
    </Stack>
  )
}
