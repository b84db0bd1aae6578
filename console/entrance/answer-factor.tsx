import { Button, Divider, Stack, Text, TextInput } from '@mantine/core'
import type { SecondFactor, SignInStep } from '@postern/contract/api/session.ts'
import { session } from '@postern/contract/api/session.ts'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { answerWithPasskey, passkeyRefusal } from './browser-passkey.ts'

interface Props {
  readonly challenge: string
  readonly factors: readonly SecondFactor[]
  readonly take: (step: SignInStep) => void
}

/** The second step of signing in: a code, a passkey, or either. */
export function AnswerFactor({ challenge, factors, take }: Props) {
  const [code, setCode] = useState('')
  const totp = useMutation({
    mutationFn: () => call(session.answerTotp, { body: { challenge, code } }),
    onSuccess: take,
    onError: () => setCode(''),
  })
  const passkey = useMutation({
    mutationFn: async () => {
      const offer = await call(session.askPasskey, { body: { challenge } })
      const assertion = await answerWithPasskey(offer.options)
      return call(session.answerPasskey, { body: { challenge: offer.challenge, assertion } })
    },
    onSuccess: take,
  })
  const refusal = passkeyRefusal()
  return (
    <Stack gap="md">
      {factors.includes('totp') && (
        <form
          onSubmit={event => {
            event.preventDefault()
            totp.mutate()
          }}
        >
          <Stack gap="sm">
            {totp.error && <ProblemView error={totp.error} />}
            <TextInput
              label="Code from your authenticator app"
              description="Six digits; a new one every 30 seconds."
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              required
              value={code}
              onChange={event => setCode(event.currentTarget.value)}
            />
            <Button type="submit" loading={totp.isPending} fullWidth>
              Sign in
            </Button>
          </Stack>
        </form>
      )}
      {factors.length > 1 && <Divider label="or" />}
      {factors.includes('passkey') && (
        <Stack gap="xs">
          {passkey.error && <ProblemView error={passkey.error} />}
          <Button
            variant={factors.includes('totp') ? 'default' : 'filled'}
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={passkey.isPending}
            disabled={refusal !== undefined}
            onClick={() => passkey.mutate()}
          >
            Use a passkey
          </Button>
          {refusal && (
            <Text size="xs" c="dimmed">
              {refusal}
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  )
}
