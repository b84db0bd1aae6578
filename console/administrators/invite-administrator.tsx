import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { administrators, type Invitation } from '@postern/contract/api/administrators.ts'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { InvitationLink } from './invitation-link.tsx'
import { LevelFields, levelBody } from './level-fields.tsx'

/** Makes an administrator and shows the one-time link that was mailed. */
export function InviteAdministrator({ close }: { readonly close: () => void }) {
  const [made, setMade] = useState<{ email: string; invitation: Invitation } | null>(null)
  const state = useSavingForm({
    initial: {
      email: '',
      firstName: '',
      lastName: '',
      level: 'administrator',
      limited: false,
      organizations: [] as string[],
    },
    body: values => ({
      email: values.email,
      firstName: values.firstName,
      lastName: values.lastName,
      ...levelBody(values),
    }),
    schema: administrators.create.body,
    save: body => call(administrators.create, { body }),
    saved: async ({ administrator, invitation }) => {
      setMade({ email: administrator.email, invitation })
      await refresh('administrators')
    },
  })
  const refusal = useRefusal(administrators.create)
  if (made) {
    return (
      <Stack gap="md">
        <InvitationLink email={made.email} invitation={made.invitation} />
        <Button onClick={close} style={{ alignSelf: 'flex-start' }}>
          Done
        </Button>
      </Stack>
    )
  }
  const { form } = state
  return (
    <FormShell state={state} submitLabel="Invite" blocked={refusal} cancel={close}>
      <TextInput
        label="Email address"
        type="email"
        required
        data-autofocus
        {...form.getInputProps('email')}
      />
      <Group grow align="flex-start">
        <TextInput label="First name" required {...form.getInputProps('firstName')} />
        <TextInput label="Last name" required {...form.getInputProps('lastName')} />
      </Group>
      <LevelFields form={form} />
      <Text size="xs" c="dimmed">
        They get a one-time link by mail to choose a password, and set up a second factor then.
      </Text>
    </FormShell>
  )
}
