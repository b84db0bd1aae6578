import { Text } from '@mantine/core'
import { type Factor, self } from '@postern/contract/api/self.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { PasswordProof } from './password-proof.tsx'

interface Props {
  readonly factor: Factor
  readonly close: () => void
}

export function RemoveFactor({ factor, close }: Props) {
  const state = useSavingForm({
    initial: { password: '' },
    body: values => values,
    schema: self.removeFactor.body,
    save: body => call(self.removeFactor, { params: { factor: factor.id }, body }),
    saved: async () => {
      announce('The second factor is removed.')
      close()
      await refresh('self')
    },
  })
  return (
    <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Remove it" cancel={close}>
      <Text size="sm">
        {factor.kind === 'totp' ? 'Your authenticator app' : `The passkey ${factor.label}`} will not sign you
        in any more.
      </Text>
      <PasswordProof field={state.form.getInputProps('password')} />
    </FormShell>
  )
}
