import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import { isRefusal, type Refusal } from '@postern/contract/reasons.ts'
import { isTooLong, violatedConstraint } from '../db/database.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../verify/oidc/refusals.ts'
import type { SignInAnswer } from '../verify/protocol.ts'
import type { OpenConnection, OpenConnections } from './open-connection.ts'
import { provisionSignIn, type SignInFinished } from './provision-sign-in.ts'
import { recordRefusal } from './refused-sign-in.ts'
import type { TenantPlace } from './tenants.ts'

export type { SignInAnswer }

type SignInServices = Services & { connections: OpenConnections }

/** Finishes a sign-in: verify, then facts → decide → apply in one transaction. Every refusal is recorded. */
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
      (await provisionSignIn(services, tenant, connection, verified)) ??
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

/** The connection, its policy or its portal changed since it was put in memory: read it anew and, for SAML, verify anew. */
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
  const finished = await provisionSignIn(services, tenant, connection, anew)
  return (
    finished ??
    recordRefusal(services, tenant.id, connection, { refused: 'connection.changed', step: 'facts' })
  )
}
