import type { Operation } from '@postern/contract/api/operation.ts'
import { type ConsoleSession, session } from '@postern/contract/api/session.ts'
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

type Demand = Pick<Operation, 'access' | 'organizationScoped'>

/** Whether the signed-in administrator may call an operation at all, as the API will judge it. */
export function mayCall(current: ConsoleSession, { access, organizationScoped }: Demand): boolean {
  if (access === 'public' || access === 'self') return true
  return current.scopes.includes(access) && (current.organizations === null || organizationScoped)
}

/** Undefined when the signed-in administrator may; otherwise the sentence that says why not. */
export function useRefusal(operation: Demand): string | undefined {
  const current = useSession()
  if (!current || mayCall(current, operation)) return undefined
  const limited = current.scopes.some(scope => scope === operation.access)
  return limited
    ? 'This reaches all organizations, and you are there for named ones.'
    : levelSays[current.level]
}
