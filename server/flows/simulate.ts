import type { PastedClaims, Simulation, SimulationRequest } from '@postern/contract/api/simulate.ts'
import type { Claims } from '@postern/contract/claims.ts'
import { type Decision, kindOf } from '@postern/contract/decision.ts'
import { explain } from '@postern/contract/explain.ts'
import type { AccountId, FlowId, ProfileId } from '@postern/contract/ids.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { policy as policySchema } from '@postern/contract/policy.ts'
import { decide } from '@postern/core/decide.ts'
import type { Facts } from '@postern/core/facts.ts'
import { ask } from '@postern/core/questions.ts'
import type { TenantTx } from '../db/transaction.ts'
import { readChangeNames } from '../facts/change-names.ts'
import { readConnectionById, readPolicyVersion } from '../facts/connection.ts'
import { readRecordedSignIn } from '../facts/recorded-sign-in.ts'
import { readSignInFacts } from '../facts/sign-in-facts.ts'
import type { Services } from '../services.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { reading } from './change.ts'
import { personOf, shownChanges, unnamed } from './shown-changes.ts'

/**
 * Decides as a sign-in would and shows what would happen. The transaction is read-only: PostgreSQL itself refuses
 * to write. Same `ask`, `facts` and `decide` as the real thing, so it cannot say anything else.
 */
export function simulate(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  caller: Caller,
  connection: string,
  request: SimulationRequest,
): Promise<Simulation> {
  return reading(services, caller, async tx => {
    const stored = found((await readConnectionById(tx, connection)) ?? undefined)
    requireReach(caller, stored.organization)
    const now = services.clock.now()
    const ids = { account: services.ids.next<AccountId>(), profile: services.ids.next<ProfileId>() }
    if (request.attempt !== undefined) return again(tx, stored.id, request.attempt, request.policy ?? null)
    const policy = request.policy ?? policySchema.parse(stored.policy)
    const claims = pasted(found(request.claims), stored)
    const read = found((await readSignInFacts(tx, stored.id, null, ask(claims, policy))) ?? undefined)
    const facts = { ...read.facts, flow: suchAFlow(read.facts, now) }
    const decision = decide({ claims, policy, facts, now, ids })
    return shown(tx, decision, facts, request.policy ? null : stored.versions.policy)
  })
}

/** A recorded sign-in on the facts recorded with it; by the policy that decided it, or by a draft. */
async function again(
  tx: TenantTx,
  connection: Claims['connection'],
  name: string,
  draft: Policy | null,
): Promise<Simulation> {
  const recorded = found((await readRecordedSignIn(tx, name, connection)) ?? undefined)
  const { claims, ids, decidedAt: now, policyVersion } = recorded
  const inForce = policySchema.parse(
    found((await readPolicyVersion(tx, connection, policyVersion)) ?? undefined),
  )
  const facts = draft ? await factsFor(tx, recorded, inForce, draft) : recorded.facts
  const decision = decide({ claims, policy: draft ?? inForce, facts, now, ids })
  return shown(tx, decision, facts, draft ? null : policyVersion)
}

/**
 * Facts for a draft that may ask for more than was recorded: names of the catalogue are read now, people stay as
 * recorded. Matches by another attribute were never looked up, so nobody matches.
 */
async function factsFor(
  tx: TenantTx,
  { claims, facts }: { claims: Claims; facts: Facts },
  inForce: Policy,
  draft: Policy,
): Promise<Facts> {
  const read = await readSignInFacts(tx, claims.connection, null, ask(claims, draft))
  if (!read) return facts
  const { profileType, role, location, attributes } = read.facts
  const sameMatch = JSON.stringify(ask(claims, draft).match) === JSON.stringify(ask(claims, inForce).match)
  return { ...facts, profileType, role, location, attributes, matches: sameMatch ? facts.matches : [] }
}

/** Pasted claims are decided about as if the connection had verified them; nothing can be done with them but show. */
function pasted(claims: PastedClaims, connection: { id: Claims['connection']; issuer: string }): Claims {
  const { issuer = connection.issuer, subject, email, attributes } = claims
  return { connection: connection.id, issuer, subject, email, attributes }
}

/** The flow a real sign-in would have begun with. */
function suchAFlow(facts: Facts, now: Date): Facts['flow'] {
  const id = '00000000-0000-0000-0000-000000000000' as FlowId
  return { id, connection: facts.connection.id, expiresAt: new Date(now.getTime() + 60_000) }
}

async function shown(
  tx: TenantTx,
  decision: Decision,
  facts: Facts,
  policyVersion: number | null,
): Promise<Simulation> {
  return {
    kind: kindOf(decision),
    outcome: decision.outcome,
    policyVersion,
    person: personOf(decision, facts),
    because: decision.because.map(explain),
    changes: shownChanges(decision, facts, await readChangeNames(tx, unnamed(decision))),
  }
}
