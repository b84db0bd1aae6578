import { Button, Stack, Text } from '@mantine/core'
import { type SignInStep, session } from '@postern/contract/api/session.ts'
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { makePasskey, passkeyRefusal } from './browser-passkey.ts'
import { TotpSecret } from './totp-secret.tsx'

interface Props {
  readonly challenge: string
  readonly take: (step: SignInStep) => void
}

/** A second factor is not optional: whoever opens the console opens every portal. */
export function EnrolFactor({ challenge, take }: Props) {
  const [app, setApp] = useState(false)
  const offer = useMutation({
    mutationFn: () => call(session.offerTotp, { body: { challenge } }),
    onSuccess: () => setApp(true),
  })
  const passkey = useMutation({
    mutationFn: async () => {
      const asked = await call(session.offerPasskey, { body: { challenge } })
      const registration = await makePasskey(asked.options)
      const body = { challenge: asked.challenge, registration, label: 'First passkey' }
      return call(session.enrolPasskey, { body })
    },
    onSuccess: take,
  })
  const totp = offer.data
  if (app && totp) {
    return (
      <TotpSecret
        offer={totp}
        submitLabel="Confirm and sign in"
        confirm={code => call(session.enrolTotp, { body: { challenge: totp.challenge, code } })}
        confirmed={take}
        back={() => setApp(false)}
      />
    )
  }
  const refusal = passkeyRefusal()
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        A password alone does not open the console. Choose what you will use beside it; you can add others
        later.
      </Text>
      {(offer.error ?? passkey.error) && <ProblemView error={offer.error ?? passkey.error} />}
      <Button
        leftSection={<IconFingerprint size={18} aria-hidden />}
        loading={passkey.isPending}
        disabled={refusal !== undefined}
        onClick={() => passkey.mutate()}
      >
        Create a passkey
      </Button>
      <Text size="xs" c="dimmed">
        {refusal ?? 'Your fingerprint, face, device PIN or a security key. It cannot be phished.'}
      </Text>
      <Button
        variant="default"
        leftSection={<IconDeviceMobile size={18} aria-hidden />}
        loading={offer.isPending}
        onClick={() => offer.mutate()}
      >
        Use an authenticator app
      </Button>
    </Stack>
  )
}
