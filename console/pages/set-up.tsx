import { Button, Group, Text, TextInput } from '@mantine/core'
import { setup } from '@postern/contract/api/setup.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { call } from '../api/client.ts'
import { reading } from '../api/queries.ts'
import { NewPassword } from '../entrance/new-password.tsx'
import { StepsAfterPassword } from '../entrance/steps-after-password.tsx'
import { useStep } from '../entrance/use-step.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { Entrance } from '../ui/entrance.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function Page() {
  const open = useQuery(reading(setup.read, {})).data?.open
  const { step, take } = useStep()
  const navigate = useNavigate()
  const state = useSavingForm({
    initial: { code: '', firstName: '', lastName: '', email: '', password: '' },
    body: values => values,
    schema: setup.complete.body,
    save: body => call(setup.complete, { body }),
    saved: take,
  })
  if (step && step.next !== 'done') {
    return (
      <Entrance steps="Step 2 of 2">
        <StepsAfterPassword step={step} take={take} restart={() => navigate({ to: '/sign-in' })} />
      </Entrance>
    )
  }
  if (open === false) {
    return (
      <Entrance>
        <PageHeader title="Already set up" intro="This tenant has an administrator." />
        <Button component={Link} to="/sign-in">
          Go to sign-in
        </Button>
      </Entrance>
    )
  }
  const { form } = state
  return (
    <Entrance steps="Step 1 of 2">
      <PageHeader
        title="Set up Postern"
        intro="You become the first owner. Whoever runs the server finds the one-time code in what it printed at start."
      />
      <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Create the administrator">
        <TextInput
          label="One-time code"
          description="Capitals, spaces and hyphens do not matter."
          autoComplete="off"
          spellCheck={false}
          autoFocus
          required
          classNames={{ input: 'code' }}
          {...form.getInputProps('code')}
        />
        <Group grow align="flex-start">
          <TextInput
            label="First name"
            autoComplete="given-name"
            required
            {...form.getInputProps('firstName')}
          />
          <TextInput
            label="Last name"
            autoComplete="family-name"
            required
            {...form.getInputProps('lastName')}
          />
        </Group>
        <TextInput
          label="Email address"
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
        <NewPassword field={form.getInputProps('password')} value={form.values.password} />
        <Text size="xs" c="dimmed">
          Next: a passkey or an authenticator app as second factor.
        </Text>
      </FormShell>
    </Entrance>
  )
}
