import { Button, Divider, PasswordInput, TextInput } from '@mantine/core'
import { session } from '@postern/contract/api/session.ts'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { answerWithPasskey, passkeysWork } from '../entrance/browser-passkey.ts'
import { StepsAfterPassword } from '../entrance/steps-after-password.tsx'
import { useStep } from '../entrance/use-step.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { useFilters } from '../table/use-filters.ts'
import { Entrance } from '../ui/entrance.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ProblemView } from '../ui/problem-view.tsx'

export function Page() {
  const { filters } = useFilters()
  const { step, take, restart } = useStep(filters.next)
  const state = useSavingForm({
    initial: { email: '', password: '' },
    body: values => values,
    schema: session.signIn.body,
    save: body => call(session.signIn, { body }),
    saved: take,
  })
  const passkey = useMutation({
    mutationFn: async () => {
      const offer = await call(session.askPasskey, { body: {} })
      const assertion = await answerWithPasskey(offer.options)
      return call(session.answerPasskey, { body: { challenge: offer.challenge, assertion } })
    },
    onSuccess: take,
  })
  if (step && step.next !== 'done') {
    const again = () => {
      state.form.setFieldValue('password', '')
      restart()
    }
    return (
      <Entrance steps="Step 2 of 2">
        <StepsAfterPassword step={step} take={take} restart={again} />
      </Entrance>
    )
  }
  return (
    <Entrance>
      <PageHeader title="Sign in to the console" />
      <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Continue">
        <TextInput
          label="Email address"
          type="email"
          autoComplete="username webauthn"
          autoFocus
          required
          {...state.form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...state.form.getInputProps('password')}
        />
      </FormShell>
      {passkeysWork() && (
        <>
          <Divider label="or" />
          {passkey.error && <ProblemView error={passkey.error} />}
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            Sign in with a passkey
          </Button>
        </>
      )}
    </Entrance>
  )
}
