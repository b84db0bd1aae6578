import { Button } from '@mantine/core'
import type { SignInStep } from '@postern/contract/api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { AnswerFactor } from './answer-factor.tsx'
import { EnrolFactor } from './enrol-factor.tsx'

interface Props {
  readonly step: Exclude<SignInStep, { next: 'done' }>
  readonly take: (step: SignInStep) => void
  readonly restart: () => void
}

/** What follows a right password. */
export function StepsAfterPassword({ step, take, restart }: Props) {
  const enrols = step.next === 'enrol'
  return (
    <>
      <PageHeader title={enrols ? 'Secure your sign-in' : 'Second step'} />
      {enrols ? (
        <EnrolFactor challenge={step.challenge} take={take} />
      ) : (
        <AnswerFactor challenge={step.challenge} factors={step.factors} take={take} />
      )}
      <Button variant="subtle" color="gray" size="xs" onClick={restart}>
        Start again
      </Button>
    </>
  )
}
