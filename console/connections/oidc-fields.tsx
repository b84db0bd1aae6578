import { PasswordInput, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { SettingsValues } from './settings-values.ts'

interface Props {
  readonly form: UseFormReturnType<{ settings: SettingsValues }>
  readonly discovery?: string
  /** A secret is stored: an empty field keeps it. */
  readonly hasSecret?: boolean
}

/** OpenID Connect settings: everything else is read from the discovery document. */
export function OidcFields({ form, discovery, hasSecret }: Props) {
  return (
    <Stack gap="md">
      <TextInput
        label="Issuer or discovery address"
        description="The address with or without /.well-known/openid-configuration."
        placeholder={discovery}
        required
        spellCheck={false}
        {...form.getInputProps('settings.discoveryUrl')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Client id"
          required
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('settings.clientId')}
        />
        <PasswordInput
          label="Client secret"
          description={
            hasSecret
              ? 'One is stored. Leave this empty to keep it.'
              : 'Stored encrypted and never shown again.'
          }
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('settings.clientSecret')}
        />
      </SimpleGrid>
      <TagsInput
        label="Scopes"
        description="openid is needed; email and profile bring names and address."
        {...form.getInputProps('settings.scopes')}
      />
    </Stack>
  )
}
