import { SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type Connection, connections } from '@postern/contract/api/connections.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { useConnection } from '../api/use-connection.ts'
import { ConnectionState } from '../connections/connection-state.tsx'
import { OidcFields } from '../connections/oidc-fields.tsx'
import { providerOf } from '../connections/providers.ts'
import { SamlFields } from '../connections/saml-fields.tsx'
import { SettingsCheck } from '../connections/settings-check.tsx'
import { type SettingsValues, settingsBody, settingsOf } from '../connections/settings-values.ts'
import { TrustedDomains } from '../connections/trusted-domains.tsx'
import { ValuesThere } from '../connections/values-there.tsx'
import { Fixed } from '../forms/fixed.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { Section } from '../ui/section.tsx'

export function Page() {
  const connection = useConnection()
  const { config } = connection
  const provider = providerOf(config.kind, config.kind === 'saml' ? config.entityId : config.issuer)
  return (
    <Stack gap="lg">
      <SettingsForm key={connection.version} connection={connection} />
      <Section title={`At ${provider.name === 'Another provider' ? 'the provider' : provider.name}`}>
        <ValuesThere provider={provider} toCopy={connection.toCopy} exists />
      </Section>
      <ConnectionState connection={connection} />
    </Stack>
  )
}

function SettingsForm({ connection }: { readonly connection: Connection }) {
  const stored = settingsOf(connection.config)
  const state = useSavingForm({
    initial: { name: connection.name, trustedDomains: connection.trustedDomains, settings: stored },
    body: ({ settings, ...values }) => ({
      ...values,
      // untouched settings are not sent: reading a discovery document again may fail for its own reasons
      ...(JSON.stringify(settings) === JSON.stringify(stored) ? {} : { settings: settingsBody(settings) }),
    }),
    schema: connections.update.body,
    save: body =>
      call(connections.update, { params: { connection: connection.id }, body, version: connection.version }),
    saved: async () => {
      announce('The connection is saved.')
      await refresh('connections', 'overview')
    },
  })
  const settingsForm = state.form as unknown as UseFormReturnType<{ settings: SettingsValues }>
  return (
    <Section title="Settings">
      <FormShell
        state={state}
        submitLabel="Save"
        edits
        blocked={useRefusal(connections.update)}
        reload={() => refresh('connections')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="Name" required {...state.form.getInputProps('name')} />
          <Fixed
            label="Uid"
            value={connection.uid}
            code
            description="Part of the addresses the provider knows."
          />
        </SimpleGrid>
        {connection.kind === 'saml' ? (
          <SamlFields form={settingsForm} edits />
        ) : (
          <OidcFields form={settingsForm} hasSecret={connection.hasSecret} />
        )}
        <SettingsCheck values={state.form.values.settings} />
        <TrustedDomains field={state.form.getInputProps('trustedDomains')} />
      </FormShell>
    </Section>
  )
}
