import { Alert, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { type Scope, scope } from '@postern/contract/access.ts'
import { apiKeys } from '@postern/contract/api/api-keys.ts'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal, useSession } from '../api/session.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { CopyValue } from '../ui/copy-value.tsx'
import { endOfDay } from '../ui/day.ts'

const says: Readonly<Record<Scope, string>> = {
  'configuration:read': 'See portals, connections and the catalogue',
  'configuration:write': 'Change portals, connections and the catalogue',
  'people:read': 'See accounts and profiles',
  'people:write': 'Suspend and restore accounts',
  'policies:simulate': 'Simulate policies',
  'audit:read': 'See sign-in attempts, the audit log and the outbox',
  'keys:read': 'See API keys',
  'keys:write': 'Make and revoke API keys',
  'administrators:read': 'See administrators',
  'administrators:write': 'Invite and change administrators',
}

/** Makes a key and shows its secret, once. */
export function CreateKey({ close }: { readonly close: () => void }) {
  const mine = useSession()?.scopes ?? []
  const [secret, setSecret] = useState<string | null>(null)
  const state = useSavingForm({
    initial: { name: '', scopes: [] as string[], expires: '' },
    body: ({ name, scopes, expires }) => ({
      name,
      scopes: scopes as Scope[],
      expiresAt: (expires && endOfDay(expires)) || null,
    }),
    fieldOf: path => (path === 'expiresAt' ? 'expires' : path),
    schema: apiKeys.create.body,
    save: body => call(apiKeys.create, { body }),
    saved: async made => {
      setSecret(made.secret)
      await refresh('apiKeys')
    },
  })
  const refusal = useRefusal(apiKeys.create)
  if (secret) return <Secret secret={secret} close={close} />
  const { form } = state
  return (
    <FormShell state={state} submitLabel="Create key" blocked={refusal} cancel={close}>
      <TextInput
        label="Name"
        description="What uses it, so that you know later what a revocation stops."
        placeholder="Governance sync"
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label="Scopes"
        description="As few as it needs. You cannot give what you do not have."
        {...form.getInputProps('scopes')}
      >
        <Stack gap={8} mt="xs">
          {scope.options.map(option => (
            <Checkbox
              key={option}
              value={option}
              label={<span className="code">{option}</span>}
              description={says[option]}
              disabled={!mine.includes(option)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        type="date"
        label="Last day"
        description="Empty: it works until it is revoked."
        {...form.getInputProps('expires')}
      />
    </FormShell>
  )
}

function Secret({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  return (
    <Stack gap="md">
      <Alert color="brass" role="status" title="Copy the secret now">
        <Text size="sm">It is not stored in a readable form and is never shown again.</Text>
      </Alert>
      <CopyValue label="Secret" value={secret} />
      <CopyValue label="As a header" value={`Authorization: Bearer ${secret}`} />
      <Button onClick={close} style={{ alignSelf: 'flex-start' }}>
        I have copied it
      </Button>
    </Stack>
  )
}
