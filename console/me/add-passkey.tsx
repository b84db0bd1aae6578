import { TextInput } from '@mantine/core'
import { self } from '@postern/contract/api/self.ts'
import { passkeyLabel, typedPassword } from '@postern/contract/api/session.ts'
import { z } from 'zod'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { makePasskey } from '../entrance/browser-passkey.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { PasswordProof } from './password-proof.tsx'

const schema = z.object({ label: passkeyLabel, password: typedPassword })

export function AddPasskey({ close }: { readonly close: () => void }) {
  const state = useSavingForm({
    initial: { label: '', password: '' },
    body: values => values,
    schema,
    save: async ({ label, password }) => {
      const offer = await call(self.offerPasskey, { body: { password } })
      const registration = await makePasskey(offer.options)
      return call(self.addPasskey, { body: { challenge: offer.challenge, registration, label } })
    },
    saved: async () => {
      announce('The passkey is added.')
      close()
      await refresh('self')
    },
  })
  return (
    <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Create the passkey" cancel={close}>
      <TextInput
        label="Name"
        description="So that you know it again."
        placeholder="Work laptop"
        required
        {...state.form.getInputProps('label')}
      />
      <PasswordProof field={state.form.getInputProps('password')} />
    </FormShell>
  )
}
