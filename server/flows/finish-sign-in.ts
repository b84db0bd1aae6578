import { shortIdOf } from '@postern/contract/attempt.ts'
import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import type { Decision } from '@postern/contract/decision.ts'
import type { AccountId, AttemptId, ProfileId, SessionId, StampId } from '@postern/contract/ids.ts'
import { isRefusal, type Refusal } from '@postern/contract/reasons.ts'
import { decide } from '@postern/core/decide.ts'
import { ask } from '@postern/core/questions.ts'
import { sendAdmission } from '../apply/admit.ts'
import { type Source, sendPeople } from '../apply/people.ts'
import { type AttemptRecord, type HandoffSession, sendRecords } from '../apply/records.ts'
import { isRace, isTooLong, violatedConstraint } from '../db/database.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { readSignInFacts, type SignInFacts } from '../facts/sign-in-facts.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../verify/oidc/refusals.ts'
import type { SignInAnswer } from '../verify/protocol.ts'
import type { OpenConnection, OpenConnections } from './open-connection.ts'
import { auditRows } from './record.ts'
import { recordingOf } from './recording.ts'
import { type RefusedSignIn, recordRefusal } from './refused-sign-in.ts'
import { admittedEvents, refusedEvent } from './sign-in-events.ts'
import type { TenantPlace } from './tenants.ts'

type SignInServices = Services & { connections: OpenConnections }

/** An admitted sign-in waits, under a one-time hand-off, for the browser that began it. */
export type SignInFinished = { readonly is: 'admitted'; readonly handoff: string } | RefusedSignIn

/**
 * Finishes a sign-in: verify → facts → decide → apply, the last three in one transaction. A race lost to a unique
 * constraint is decided again, once, from fresh facts.
 */
export async function finishSignIn(
  services: SignInServices,
  tenant: TenantPlace,
  connectionUid: string,
  answer: SignInAnswer,
): Promise<SignInFinished> {
  // a code can be exchanged once, so its connection must be current beforehand; a SAML response is verified again
  const connection = await services.connections.open(
    tenant,
    connectionUid,
    answer.by === 'oidc-callback' ? 'fresh' : undefined,
  )
  if (!connection)
    return recordRefusal(services, tenant.id, null, {
      refused: 'connection.unknown',
      received: connectionUid,
    })
  const protocol = await connection.protocol().catch(refusalOf)
  const verified = isRefusal(protocol) ? protocol : await protocol.verify(answer, services.clock.now())
  if (isRefusal(verified)) return recordRefusal(services, tenant.id, connection, verified)
  try {
    return (
      (await provision(services, tenant, connection, verified)) ??
      (await again(services, tenant, connection, answer, verified))
    )
  } catch (error) {
    const refusal = refusedByDatabase(error)
    if (!refusal) throw error
    return recordRefusal(services, tenant.id, connection, refusal)
  }
}

/** What only the database can know: an assertion used before, and a value longer than can be looked up. */
function refusedByDatabase(error: unknown): Refusal | null {
  if (violatedConstraint(error) === 'consumed_assertions_key')
    return { refused: 'assertion.replayed', step: 'admit' }
  if (isTooLong(error))
    return { refused: 'attribute.invalid', step: 'apply', received: 'a value too long to be looked up' }
  return null
}

/** The connection or its policy changed since it was put in memory: read it anew and, for SAML, verify anew. */
async function again(
  services: SignInServices,
  tenant: TenantPlace,
  stale: OpenConnection,
  answer: SignInAnswer,
  verified: VerifiedSignIn,
): Promise<SignInFinished> {
  services.connections.forget(tenant.id, stale.uid)
  const connection = await services.connections.open(tenant, stale.uid)
  if (!connection) return recordRefusal(services, tenant.id, stale, { refused: 'connection.unknown' })
  const now = services.clock.now()
  const anew = answer.by === 'saml-post' ? await (await connection.protocol()).verify(answer, now) : verified
  if (isRefusal(anew)) return recordRefusal(services, tenant.id, connection, anew)
  const finished = await provision(services, tenant, connection, anew)
  return (
    finished ??
    recordRefusal(services, tenant.id, connection, { refused: 'connection.changed', step: 'facts' })
  )
}

/** Null when the connection in memory is older than the one in force. */
async function provision(
  services: SignInServices,
  tenant: TenantPlace,
  connection: OpenConnection,
  verified: VerifiedSignIn,
): Promise<SignInFinished | null> {
  const inOneTransaction = () =>
    withTenant(services.db, tenant.id, tx => decideAndApply(services, tx, connection, verified))
  try {
    return await inOneTransaction()
  } catch (error) {
    if (!isRace(error)) throw error
    return inOneTransaction()
  }
}

async function decideAndApply(
  services: SignInServices,
  tx: TenantTx,
  connection: OpenConnection,
  verified: VerifiedSignIn,
): Promise<SignInFinished | null> {
  const { ids, clock } = services
  const { claims, flowToken } = verified
  const now = clock.now()
  const tokenHash = flowToken === null ? null : hashToken(flowToken)
  const read = await readSignInFacts(tx, connection.id, tokenHash, ask(claims, connection.policy))
  if (!read || !isCurrent(read, connection)) return null
  const newIds = { account: ids.next<AccountId>(), profile: ids.next<ProfileId>() }
  const decision = decide({ claims, policy: connection.policy, facts: read.facts, now, ids: newIds })
  const attempt = {
    id: ids.next<AttemptId>(),
    portal: read.facts.portal.id,
    connection: connection.id,
    ...recordingOf({
      claims,
      facts: read.facts,
      decision,
      now,
      ids: newIds,
      policyVersion: connection.versions.policy,
    }),
  }
  return decision.outcome === 'admit'
    ? admit(services, tx, { connection, verified, read, decision, attempt, now })
    : refuse(services, tx, { connection, read, decision, attempt, now })
}

interface Decided<Outcome extends Decision['outcome']> {
  readonly connection: OpenConnection
  readonly read: SignInFacts
  readonly decision: Extract<Decision, { outcome: Outcome }>
  readonly attempt: AttemptRecord
  readonly now: Date
}

async function refuse(
  { ids }: SignInServices,
  tx: TenantTx,
  { connection, read, decision, attempt, now }: Decided<'refuse' | 'review'>,
): Promise<SignInFinished> {
  const events = auditRows(tx.tenant, ids, [refusedEvent(attempt, read.facts.portal.organization)], now)
  await tx.commitAfter([sendRecords(tx, attempt, events, null, now)])
  return {
    is: 'refused',
    reason: decision.reason,
    shortId: shortIdOf(attempt.id),
    portalUrl: connection.portal.url,
  }
}

async function admit(
  { ids }: SignInServices,
  tx: TenantTx,
  decided: Decided<'admit'> & { verified: VerifiedSignIn },
): Promise<SignInFinished> {
  const { connection, verified, read, decision, attempt, now } = decided
  // `decide` admits nobody without a flow
  if (!read.flow) throw new Error('admitted without a flow')
  const handoff = ids.token()
  const source: Source = {
    stamp: ids.next<StampId>(),
    source: 'connection',
    connection: connection.id,
    policyVersion: connection.versions.policy,
    run: attempt.id,
    actor: null,
  }
  const session: HandoffSession = {
    id: ids.next<SessionId>(),
    handoffHash: hashToken(handoff),
    browserHash: read.flow.browserHash,
    returnTo: read.flow.returnTo,
    account: decision.account,
    portal: read.facts.portal.id,
    connection: connection.id,
    upstream: verified.upstream,
    expiresAt: new Date(now.getTime() + read.portal.lifetimeHours * 3_600_000),
  }
  const events = auditRows(
    tx.tenant,
    ids,
    admittedEvents(attempt, read.facts.portal.organization, decision),
    now,
  )
  // admission first: of two uses of one assertion the second must fail there and nowhere else
  await tx.commitAfter([
    sendAdmission(tx, { flow: read.flow.id, connection: connection.id, ...assertionOf(verified) }),
    sendPeople(tx, decision.changes, source, now),
    sendRecords(tx, attempt, events, session, now),
  ])
  return { is: 'admitted', handoff }
}

const assertionOf = ({ assertion }: VerifiedSignIn) => ({
  assertionHash: hashToken(assertion.id),
  assertionExpiresAt: assertion.expiresAt,
})

const isCurrent = ({ versions }: SignInFacts, connection: OpenConnection) =>
  versions.connection === connection.versions.connection && versions.policy === connection.versions.policy
