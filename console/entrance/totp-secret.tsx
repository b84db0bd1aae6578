import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { CopyValue } from '../ui/copy-value.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { QrCode } from '../ui/qr-code.tsx'

interface Props<Confirmed> {
  readonly offer: { readonly secret: string; readonly uri: string }
  readonly submitLabel: string
  readonly confirm: (code: string) => Promise<Confirmed>
  readonly confirmed: (result: Confirmed) => void
  readonly back: () => void
}

/** Carries a TOTP secret into an authenticator app and proves by a code that it arrived. */
export function TotpSecret<Confirmed>(props: Props<Confirmed>) {
  const { offer, submitLabel, confirm, confirmed, back } = props
  const [code, setCode] = useState('')
  const sending = useMutation({
    mutationFn: () => confirm(code),
    onSuccess: confirmed,
    onError: () => setCode(''),
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <Stack gap="md">
        <Group align="flex-start" gap="md">
          <QrCode text={offer.uri} label="QR code for your authenticator app" />
          <Text size="sm" style={{ flex: '1 1 9rem' }}>
            Scan this with your authenticator app, or type the secret into it. Then enter the code it shows.
          </Text>
        </Group>
        <CopyValue label="Secret" value={offer.secret} />
        {sending.error && <ProblemView error={sending.error} />}
        <TextInput
          label="Code from the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <Box>
          <Group gap="sm">
            <Button type="submit" loading={sending.isPending}>
              {submitLabel}
            </Button>
            <Button variant="default" onClick={back}>
              Back
            </Button>
          </Group>
        </Box>
      </Stack>
    </form>
  )
}
