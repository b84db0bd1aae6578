import { Button, Menu, Text } from '@mantine/core'
import { session } from '@postern/contract/api/session.ts'
import { IconChevronDown, IconLogout, IconUserCog } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { call } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { useSession } from '../api/session.ts'

export function AccountMenu() {
  const current = useSession()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => call(session.signOut),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', ignoreBlocker: true })
      queryClient.clear()
    },
  })
  if (!current) return null
  const name = `${current.firstName} ${current.lastName}`.trim() || current.email
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          c="var(--mantine-color-text)"
          fw={500}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs" truncate>
            {current.email}
          </Text>
          <Text size="xs">{current.level.charAt(0).toUpperCase() + current.level.slice(1)}</Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/me" leftSection={<IconUserCog size={16} aria-hidden />}>
          My account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
