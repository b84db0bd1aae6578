import { Button, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import type { Connection } from '@postern/contract/api/connections.ts'
import { type SimulationRequest, simulations } from '@postern/contract/api/simulate.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { useRefusal } from '../api/session.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Section } from '../ui/section.tsx'
import { AttemptChoice } from './attempt-choice.tsx'
import { readPasted, UnreadableClaims } from './pasted-claims.ts'
import { SimulationView } from './simulation-view.tsx'

interface Props {
  readonly connection: Connection
  /** What the form says now. */
  readonly policy: () => Policy
  /** Whether that is the policy in force. */
  readonly inForce: () => boolean
  readonly attempt?: string | undefined
  readonly example: string
  /** Pasted text, kept by the page while a saved policy is read again. */
  readonly text: string
  readonly setText: (text: string) => void
}

/** Decides about somebody as a sign-in would, by what the form says, and writes nothing. */
export function Simulator(props: Props) {
  const { connection, policy, inForce, attempt: preset, example, text, setText } = props
  const [by, setBy] = useState<string>(preset ? 'attempt' : 'claims')
  const [attempt, setAttempt] = useState<string | null>(preset ?? null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const refusal = useRefusal(simulations.simulate)
  const simulated = (body: SimulationRequest) =>
    call(simulations.simulate, { params: { connection: connection.id }, body })
  const simulate = useMutation({
    mutationFn: () => {
      if (by === 'claims') {
        const claims = readPasted(text)
        return simulated(inForce() ? { claims } : { claims, policy: policy() })
      }
      // without a policy the API would decide by the one that was in force then
      return simulated({ attempt: attempt ?? '', policy: policy() })
    },
  })
  const run = () => {
    setUnreadable(null)
    try {
      if (by === 'claims') readPasted(text)
      simulate.mutate()
    } catch (error) {
      if (!(error instanceof UnreadableClaims)) throw error
      simulate.reset()
      setUnreadable(error.message)
    }
  }
  const missing = by === 'attempt' && !attempt ? 'Choose an attempt first.' : undefined
  return (
    <Section
      title="Simulate"
      intro="See what a sign-in would decide, by what the form says now. Nothing is written."
    >
      <Stack gap="md">
        <SegmentedControl
          aria-label="Whom to simulate"
          data={[
            { value: 'claims', label: 'Paste claims' },
            { value: 'attempt', label: 'A recent attempt' },
          ]}
          value={by}
          onChange={setBy}
          style={{ alignSelf: 'flex-start' }}
        />
        {by === 'claims' ? (
          <div>
            <Textarea
              label="Claims"
              description="JSON, such as an id token’s payload, or lines of “name: value”."
              autosize
              minRows={6}
              maxRows={16}
              spellCheck={false}
              classNames={{ input: 'code' }}
              value={text}
              error={unreadable}
              onChange={event => setText(event.currentTarget.value)}
            />
            {text === '' && (
              <Button variant="subtle" size="compact-xs" mt={4} onClick={() => setText(example)}>
                Fill in an example
              </Button>
            )}
          </div>
        ) : (
          <AttemptChoice connection={connection.id} value={attempt} onChange={setAttempt} />
        )}
        <div>
          <ActionButton refusal={refusal ?? missing} loading={simulate.isPending} onClick={run}>
            Simulate
          </ActionButton>
        </div>
        <div aria-live="polite">
          {simulate.error && <ProblemView error={simulate.error} />}
          {simulate.data && <SimulationView simulation={simulate.data} />}
          {!simulate.data && !simulate.error && (
            <Text size="sm" c="dimmed">
              The decision, its reasons and every value it would change appear here.
            </Text>
          )}
        </div>
      </Stack>
    </Section>
  )
}
