import { session } from '@postern/contract/api/session.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { NewPassword } from '../entrance/new-password.tsx'
import { StepsAfterPassword } from '../entrance/steps-after-password.tsx'
import { useStep } from '../entrance/use-step.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { Entrance } from '../ui/entrance.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PageHeader } from '../ui/page-header.tsx'

/** Reached by a one-time link. The token stands after `#`, which browsers send to nobody. */
export function Page() {
  const [token] = useState(() => window.location.hash.slice(1))
  const { step, take, restart } = useStep()
  const invited = useQuery({
    queryKey: ['session', 'invitation', token],
    queryFn: () => call(session.readInvitation, { body: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const state = useSavingForm({
    initial: { password: '' },
    body: values => ({ ...values, token }),
    schema: session.acceptInvitation.body,
    save: body => call(session.acceptInvitation, { body }),
    saved: take,
  })
  if (step && step.next !== 'done') {
    return (
      <Entrance steps="Step 2 of 2">
        <StepsAfterPassword step={step} take={take} restart={restart} />
      </Entrance>
    )
  }
  return (
    <Entrance steps="Step 1 of 2">
      <PageHeader title="Choose your password" />
      <Loaded query={invited} what="the invitation">
        {person => (
          <FormShell state={{ ...state, hasUnsaved: () => false }} submitLabel="Set password">
            <p style={{ margin: 0 }}>
              For {person.firstName} {person.lastName}, <span className="code">{person.email}</span>
            </p>
            <NewPassword field={state.form.getInputProps('password')} value={state.form.values.password} />
          </FormShell>
        )}
      </Loaded>
    </Entrance>
  )
}
