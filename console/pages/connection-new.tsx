import { SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { connections } from '@postern/contract/api/connections.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { OidcFields } from '../connections/oidc-fields.tsx'
import { ProviderChoice } from '../connections/provider-choice.tsx'
import { type Provider, providers } from '../connections/providers.ts'
import { SamlFields } from '../connections/saml-fields.tsx'
import { SettingsCheck } from '../connections/settings-check.tsx'
import { emptySettings, type SettingsValues, settingsBody } from '../connections/settings-values.ts'
import { TrustedDomains } from '../connections/trusted-domains.tsx'
import { ValuesThere, valuesOf } from '../connections/values-there.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { NameAndUid } from '../forms/name-and-uid.tsx'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { useFilters } from '../table/use-filters.ts'
import { announce } from '../ui/announce.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'

export function Page() {
  const navigate = useNavigate()
  const { filters } = useFilters()
  const [provider, setProvider] = useState(providers[0] as Provider)
  const state = useSavingForm({
    initial: {
      name: '',
      uid: '',
      portal: filters.portal ?? null,
      settings: emptySettings('saml'),
      trustedDomains: [] as string[],
      enabled: true,
    },
    body: ({ enabled, ...values }) => ({
      ...values,
      uid: values.uid || undefined,
      portal: values.portal ?? '',
      settings: settingsBody(values.settings),
      state: enabled ? ('active' as const) : ('disabled' as const),
    }),
    schema: connections.create.body,
    required: { portal: 'Choose the portal it signs people in to.' },
    save: body => call(connections.create, { body }),
    saved: async connection => {
      await refresh('connections', 'overview')
      announce(`${connection.name} is created. Next: what its people get.`)
      await navigate({ to: '/connections/$connection/policy', params: { connection: connection.id } })
    },
  })
  const { form } = state
  const settingsForm = form as unknown as UseFormReturnType<{ settings: SettingsValues }>
  const choose = (next: Provider) => {
    if (next.kind !== provider.kind) form.setFieldValue('settings', emptySettings(next.kind))
    setProvider(next)
  }
  return (
    <>
      <PageHeader
        title="New connection"
        intro="Four short parts: which provider, what it is called here, what to enter there, and what comes back."
      />
      <FormShell
        state={state}
        submitLabel="Create connection"
        blocked={useRefusal(connections.create)}
        cancel={() => navigate({ to: '/connections' })}
      >
        <Section title="1. Identity provider">
          <ProviderChoice chosen={provider} choose={choose} />
        </Section>
        <Section title="2. Here">
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NameAndUid form={form} nameHelp="Its button on the sign-in page reads: Continue with …" />
            </SimpleGrid>
            <ReferenceSelect
              label="Portal"
              description="A connection signs people in to one portal."
              required
              from={portals.list}
              nothing="No portal yet: create one first"
              {...form.getInputProps('portal')}
            />
          </Stack>
        </Section>
        <Section title={`3. At ${provider.name === 'Another provider' ? 'the provider' : provider.name}`}>
          <ValuesThere
            provider={provider}
            toCopy={valuesOf(provider.kind, window.location.origin, form.values.uid)}
          />
        </Section>
        <Section title="4. Back from there" intro={provider.find}>
          <Stack gap="md">
            {provider.kind === 'saml' ? (
              <SamlFields form={settingsForm} />
            ) : (
              <OidcFields form={settingsForm} discovery={provider.discovery} />
            )}
            <SettingsCheck key={provider.kind} values={form.values.settings} />
            <TrustedDomains field={form.getInputProps('trustedDomains')} />
            <Switch
              label="Enabled"
              description="Show its button on the sign-in page as soon as it exists."
              {...form.getInputProps('enabled', { type: 'checkbox' })}
            />
            <Text size="xs" c="dimmed">
              Its policy starts by letting in people who have an account, and making nobody. You set it next.
            </Text>
          </Stack>
        </Section>
      </FormShell>
    </>
  )
}
