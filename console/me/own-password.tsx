import { PasswordInput } from '@mantine/core'
import { self } from '@postern/contract/api/self.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { NewPassword } from '../entrance/new-password.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { Section } from '../ui/section.tsx'

/** Changes the own password. */
export function OwnPassword() {
  const state = useSavingForm({
    initial: { password: '', newPassword: '' },
    body: values => values,
    schema: self.changePassword.body,
    save: body => call(self.changePassword, { body }),
    saved: async () => {
      announce('The password is changed, and your other sessions ended.')
      state.form.reset()
      await refresh('self')
    },
  })
  const { form } = state
  return (
    <Section title="Password" intro="Changing it ends your other sessions.">
      <FormShell state={state} submitLabel="Change password" edits>
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...form.getInputProps('password')}
        />
        <NewPassword
          label="New password"
          field={form.getInputProps('newPassword')}
          value={form.values.newPassword}
        />
      </FormShell>
    </Section>
  )
}
