import type { SignInStep } from '@postern/contract/api/session.ts'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'

/** Where a sign-in stands. `done` stores the session and leaves for the page one came for. */
export function useStep(next?: string) {
  const [step, setStep] = useState<SignInStep | null>(null)
  const navigate = useNavigate()
  const { history } = useRouter()
  const take = (answer: SignInStep) => {
    if (answer.next !== 'done') return setStep(answer)
    queryClient.clear()
    queryClient.setQueryData(sessionQuery.queryKey, answer.session)
    if (next && isOwnPath(next)) history.push(`/console${next}`)
    else void navigate({ to: '/' })
  }
  return { step, take, restart: () => setStep(null) }
}

/** Only a path of the console itself: `//elsewhere` and `/\elsewhere` are addresses of somebody else. */
const isOwnPath = (path: string) => /^\/(?![/\\])/.test(path)
