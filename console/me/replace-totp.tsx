import { self } from '@postern/contract/api/self.ts'
import type { totpOffer } from '@postern/contract/api/session.ts'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { TotpSecret } from '../entrance/totp-secret.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { PasswordProof } from './password-proof.tsx'

/** A new authenticator app. The one in use works until the new one was confirmed. */
export function ReplaceTotp({ close }: { readonly close: () => void }) {
  const [offer, setOffer] = useState<z.infer<typeof totpOffer> | null>(null)
  const state = useSavingForm({
    initial: { password: '' },
    body: values => values,
    schema: self.offerTotp.body,
    save: body => call(self.offerTotp, { body }),
    saved: setOffer,
  })
  if (offer) {
    return (
      <TotpSecret
        offer={offer}
        submitLabel="Confirm"
        confirm={code => call(self.addTotp, { body: { challenge: offer.challenge, code } })}
        confirmed={async () => {
          announce('The authenticator app is in force.')
          close()
          await refresh('self')
        }}
        back={() => setOffer(null)}
      />
    )
  }
  return (
    <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Continue" cancel={close}>
      <PasswordProof field={state.form.getInputProps('password')} />
    </FormShell>
  )
}
