import { Group, Text } from '@mantine/core'
import { type Account, accounts } from '@postern/contract/api/accounts.ts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal, useSession } from '../api/session.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { announce } from '../ui/announce.ts'
import { confirmed } from '../ui/confirm.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Section } from '../ui/section.tsx'

const says: Readonly<Record<Account['status'], string>> = {
  active: 'This account may sign in.',
  pending: 'This account was made and has not signed in yet.',
  suspended: 'This account is suspended: it lets nobody in, and nothing of it is lost.',
  withdrawn: 'This account was withdrawn by an undo: it lets nobody in, and nothing of it is lost.',
}

/** Whether somebody gets in by this account, and what is open now. */
export function AccountDoors({ account }: { readonly account: Account }) {
  const own = useSession()?.account === account.id
  const denied = useRefusal(accounts.suspend)
  const refusal = denied ?? (own ? 'This is your own account.' : undefined)
  const done = async (after: Account) => {
    announce(says[after.status])
    await refresh('accounts', 'profiles', 'overview')
  }
  const params = { account: account.id }
  const suspend = useMutation({
    mutationFn: () => call(accounts.suspend, { params, body: {} }),
    onSuccess: done,
  })
  const restore = useMutation({
    mutationFn: () => call(accounts.restore, { params, body: {} }),
    onSuccess: done,
  })
  const ask = async () => {
    const sure = await confirmed({
      title: `Suspend ${account.login}?`,
      confirm: 'Suspend the account',
      says: (
        <>
          <Text size="sm">{`${sessionsOf(account)} and the account is refused at every door, whichever way it comes.`}</Text>
          <Text size="sm">
            {`Kept as they are: ${count(account.roles.length, 'role')}, ${count(account.groups.length, 'group')} and ${count(account.links.length, 'link')}. You can restore it at any time.`}
          </Text>
        </>
      ),
    })
    if (sure) suspend.mutate()
  }
  const askBack = async () => {
    const sure = await confirmed({
      title: `Restore ${account.login}?`,
      confirm: 'Restore the account',
      destructive: false,
      says: (
        <Text size="sm">
          It may sign in again, with the roles it has. API keys it made work again; ended sessions stay ended.
        </Text>
      ),
    })
    if (sure) restore.mutate()
  }
  const error = suspend.error ?? restore.error
  const shut = account.status === 'suspended' || account.status === 'withdrawn'
  return (
    <Section title="Access" intro={`${says[account.status]} ${openNow(account)}`}>
      {error && <ProblemView error={error} />}
      <Group gap="sm">
        {shut ? (
          <ActionButton refusal={denied} loading={restore.isPending} onClick={askBack}>
            Restore…
          </ActionButton>
        ) : (
          <ActionButton variant="default" refusal={refusal} loading={suspend.isPending} onClick={ask}>
            Suspend…
          </ActionButton>
        )}
        {account.level && <Text size="sm">Holds the console level {account.level}.</Text>}
      </Group>
    </Section>
  )
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

const openNow = ({ activeSessions }: Account) =>
  activeSessions === 0 ? 'No session is open.' : `Open now: ${count(activeSessions, 'session')}.`

const sessionsOf = ({ activeSessions }: Account) =>
  activeSessions === 0
    ? 'No session is open,'
    : `${count(activeSessions, 'session')} ${activeSessions === 1 ? 'ends' : 'end'} at once,`
