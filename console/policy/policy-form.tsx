import { Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Connection } from '@postern/contract/api/connections.ts'
import { policies } from '@postern/contract/api/policies.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { type SavingForm, useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { Section } from '../ui/section.tsx'
import { DefaultFields } from './default-fields.tsx'
import { MappingFields } from './mapping-fields.tsx'
import { fieldOf, missing, type PolicyValues, policyOf } from './policy-values.ts'
import { RegistrationFields } from './registration-fields.tsx'

export type PolicyForm = UseFormReturnType<PolicyValues>

/** The policy's form, apart from its fields: the simulator beside them decides by what it holds. */
export function usePolicyForm(connection: Connection, version: number, initial: PolicyValues) {
  return useSavingForm({
    initial,
    body: policyOf,
    fieldOf,
    missing,
    schema: policies.replace.body,
    save: body => call(policies.replace, { params: { connection: connection.id }, body, version }),
    saved: async stored => {
      announce(`Version ${stored.version} of the policy is in force.`)
      await refresh('policies', 'connections', 'overview')
    },
  })
}

interface Props {
  readonly connection: Connection
  readonly state: SavingForm<PolicyValues>
}

export function PolicyFields({ connection, state }: Props) {
  const { form } = state
  return (
    <FormShell
      state={state}
      submitLabel="Put in force"
      edits
      blocked={useRefusal(policies.replace)}
      reload={() => refresh('policies')}
    >
      <Stack gap="lg">
        <Section title="Who comes in">
          <RegistrationFields form={form} />
        </Section>
        <Section
          title="What is taken from claims"
          intro="Set at first sign-in and again whenever the provider sends something else. Names of claims are case-sensitive."
        >
          <MappingFields form={form} />
        </Section>
        <Section title="What a new account gets">
          <DefaultFields form={form} organization={connection.organization.id} portal={connection.portal} />
        </Section>
      </Stack>
    </FormShell>
  )
}
