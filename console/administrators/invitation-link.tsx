import { Alert, Stack, Text } from '@mantine/core'
import type { Invitation } from '@postern/contract/api/administrators.ts'
import { CopyValue } from '../ui/copy-value.tsx'
import { exactly } from '../ui/when.tsx'

interface Props {
  readonly email: string
  readonly invitation: Invitation
}

/** A one-time link, shown once. */
export function InvitationLink({ email, invitation }: Props) {
  return (
    <Alert color="verdigris" role="status" title={`A link is on its way to ${email}`}>
      <Stack gap="sm">
        <Text size="sm">
          You can also hand it over yourself. It opens the console once, until {exactly(invitation.expiresAt)}
          , and is not shown again.
        </Text>
        <CopyValue label="One-time link" value={invitation.link} />
      </Stack>
    </Alert>
  )
}
