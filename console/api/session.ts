import type { Scope } from '@postern/contract/access.ts'
import { session } from '@postern/contract/api/session.ts'
import { setup } from '@postern/contract/api/setup.ts'
import { useQuery } from '@tanstack/react-query'
import { asProblem } from './problem.ts'
import { reading } from './queries.ts'
import { queryClient } from './query-client.ts'

export const sessionQuery = { ...reading(session.read, {}), staleTime: 60_000 }

/** Who is signed in, or null. */
export async function currentSession() {
  try {
    return await queryClient.ensureQueryData(sessionQuery)
  } catch (error) {
    if (asProblem(error).status === 401) return null
    throw error
  }
}

export async function isSetUpOpen(): Promise<boolean> {
  return (await queryClient.fetchQuery(reading(setup.read, {}))).open
}

export const useSession = () => useQuery(sessionQuery).data

const levelSays = {
  owner: 'Your level does not allow this.',
  administrator: 'Only an owner may do this.',
  auditor: 'Your level is auditor: you may look, not change.',
} as const

/** Null when the signed-in administrator may; otherwise the sentence that says why not. */
export function useRefusal(scope: Scope): string | undefined {
  const current = useSession()
  if (!current || current.scopes.includes(scope)) return undefined
  return levelSays[current.level]
}
