import {
  Button,
  FileButton,
  Group,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import type { SettingsValues } from './settings-values.ts'

type Form = UseFormReturnType<{ settings: SettingsValues }>

/** 500,000 characters are what the API takes; metadata of a whole federation is not what belongs here. */
const largest = 500_000

/** SAML settings: by the provider's metadata document, or by hand. */
export function SamlFields({ form, edits }: { readonly form: Form; readonly edits?: boolean }) {
  const [refused, setRefused] = useState<string | null>(null)
  const read = async (file: File | null) => {
    if (!file) return
    if (file.size > largest)
      return setRefused(`${file.name} is larger than 500 kB: that is not one provider’s metadata.`)
    setRefused(null)
    form.setFieldValue('settings.metadata', await file.text())
  }
  const { by } = form.values.settings
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="How the settings are given"
        data={
          edits
            ? [
                { value: 'hand', label: 'As stored' },
                { value: 'metadata', label: 'New metadata' },
              ]
            : [
                { value: 'metadata', label: 'Metadata XML' },
                { value: 'hand', label: 'By hand' },
              ]
        }
        {...form.getInputProps('settings.by')}
        style={{ alignSelf: 'flex-start' }}
      />
      {by === 'metadata' ? (
        <div>
          <Textarea
            label="Metadata"
            description="Paste the document, or choose the file. Entity id, address and certificates are read from it."
            required
            autosize
            minRows={5}
            maxRows={12}
            spellCheck={false}
            classNames={{ input: 'code' }}
            {...form.getInputProps('settings.metadata')}
          />
          <Group mt={6} gap="sm">
            <FileButton onChange={read} accept=".xml,application/xml,text/xml,application/samlmetadata+xml">
              {button => (
                <Button
                  {...button}
                  variant="default"
                  size="xs"
                  leftSection={<IconFileUpload size={15} aria-hidden />}
                >
                  Choose a file
                </Button>
              )}
            </FileButton>
            {refused && (
              <Text size="xs" c="var(--mantine-color-error)" role="alert">
                {refused}
              </Text>
            )}
          </Group>
        </div>
      ) : (
        <>
          <TextInput
            label="Entity id"
            description="Compared exactly."
            required
            {...form.getInputProps('settings.entityId')}
          />
          <TextInput
            label="Sign-on address"
            description="Where sign-in requests go (HTTP-Redirect)."
            required
            {...form.getInputProps('settings.ssoUrl')}
          />
          <Textarea
            label="Signing certificates"
            description="In PEM form, one after another: the current one, and the next while the provider rolls over."
            required
            autosize
            minRows={4}
            maxRows={10}
            spellCheck={false}
            classNames={{ input: 'code' }}
            {...form.getInputProps('settings.certificates')}
          />
        </>
      )}
      <Switch
        label="The response itself must be signed"
        description="Assertions must be signed in any case, unless the response around them is."
        {...form.getInputProps('settings.wantResponseSigned', { type: 'checkbox' })}
      />
    </Stack>
  )
}
