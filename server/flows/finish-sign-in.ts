import { shortIdOf } from '@postern/contract/attempt.ts'
import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import type { AccountId, AttemptId, ProfileId, SessionId, StampId } from '@postern/contract/ids.ts'
import { isRefusal } from '@postern/contract/reasons.ts'
import { decide } from '@postern/core/decide.ts'
import { ask } from '@postern/core/questions.ts'
import { sendAdmission } from '../apply/admit.ts'
import { sendPeople } from '../apply/people.ts'
import { sendRecords } from '../apply/records.ts'
import { isRace, violatedConstraint } from '../db/database.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { readSignInFacts } from '../facts/sign-in-facts.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../verify/oidc/refusals.ts'
import type { SignInAnswer } from '../verify/protocol.ts'
import type { OpenConnection, OpenConnections } from './open-connection.ts'
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
    if (violatedConstraint(error) !== 'consumed_assertions_key') throw error
    return recordRefusal(services, tenant.id, connection, { refused: 'assertion.replayed', step: 'admit' })
  }
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
  { ids, clock }: SignInServices,
  tx: TenantTx,
  connection: OpenConnection,
  { claims, flowToken, assertion, upstream }: VerifiedSignIn,
): Promise<SignInFinished | null> {
  const now = clock.now()
  const read = await readSignInFacts(
    tx,
    connection.id,
    flowToken === null ? null : hashToken(flowToken),
    ask(claims, connection.policy),
  )
  if (
    !read ||
    read.versions.connection !== connection.versions.connection ||
    read.versions.policy !== connection.versions.policy
  )
    return null
  const { facts, flow, portal } = read
  const newIds = { account: ids.next<AccountId>(), profile: ids.next<ProfileId>() }
  const decision = decide({ claims, policy: connection.policy, facts, now, ids: newIds })
  const recorded = {
    id: ids.next<AttemptId>(),
    portal: facts.portal.id,
    connection: connection.id,
    ...recordingOf({ claims, facts, decision, now, ids: newIds, policyVersion: connection.versions.policy }),
  }
  if (decision.outcome !== 'admit' || !facts.flow || !flow) {
    await tx.commitAfter([
      sendRecords(tx, recorded, [refusedEvent(ids, recorded, facts.portal.organization)], null, now),
    ])
    return {
      is: 'refused',
      reason: recorded.reason ?? 'flow.unknown',
      shortId: shortIdOf(recorded.id),
      portalUrl: connection.portal.url,
    }
  }
  const handoff = ids.token()
  const session = {
    id: ids.next<SessionId>(),
    handoffHash: hashToken(handoff),
    browserHash: flow.browserHash,
    returnTo: flow.returnTo,
    account: decision.account,
    portal: facts.portal.id,
    connection: connection.id,
    upstream,
    expiresAt: new Date(now.getTime() + portal.lifetimeHours * 3_600_000),
  }
  const admission = {
    flow: facts.flow.id,
    connection: connection.id,
    assertionHash: hashToken(assertion.id),
    assertionExpiresAt: assertion.expiresAt,
  }
  const source = {
    stamp: ids.next<StampId>(),
    source: 'connection',
    connection: connection.id,
    policyVersion: connection.versions.policy,
    run: recorded.id,
    actor: null,
  } as const
  // admission first: of two uses of one assertion the second must fail there and nowhere else
  await tx.commitAfter([
    sendAdmission(tx, admission),
    sendPeople(tx, decision.changes, source, now),
    sendRecords(
      tx,
      recorded,
      admittedEvents(ids, recorded, facts.portal.organization, decision),
      session,
      now,
    ),
  ])
  return { is: 'admitted', handoff }
}
