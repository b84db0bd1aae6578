import type { Scope } from '@postern/contract/access.ts'
import type { ApiKey } from '@postern/contract/api/api-keys.ts'
import type { Actor } from '@postern/contract/events.ts'
import {
  type AccountId,
  type ApiKeyId,
  accountId,
  apiKeyId,
  type OrganizationId,
  type TenantId,
} from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { creatorOfKey, listApiKeys, readApiKey } from '../facts/api-key-list.ts'
import type { Services } from '../services.ts'
import { keepApiKey, mintApiKey, revokeApiKey } from '../session/api-key.ts'
import { record } from './record.ts'

export async function list(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  tenant: TenantId,
  request: PageRequest,
): Promise<Page<ApiKey>> {
  const asked = { after: idAfter(request), limit: request.limit + 1, now: clock.now() }
  const rows = await withTenant(db, tenant, tx => listApiKeys(tx, asked), { readOnly: true })
  return pageOf(rows, request, key => key)
}

/** Who creates a key, and how far they reach themselves. */
export interface KeyCreator {
  readonly tenant: TenantId
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly organizations: readonly OrganizationId[] | null
}

export interface KeyForm {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** ISO 8601, or null for a key without end. */
  readonly expiresAt: string | null
}

/**
 * Creates a key; its secret is in this answer only. Also for the command line, with a system actor.
 * @throws Problem authorization.denied beyond the creator's reach, request.invalid
 */
export async function createApiKey(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  creator: KeyCreator,
  { name, scopes, expiresAt }: KeyForm,
): Promise<{ key: ApiKey; secret: string }> {
  const now = services.clock.now()
  checkReach(creator, scopes)
  const ends = expiresAt === null ? null : new Date(expiresAt)
  if (ends && ends <= now) {
    const fields = [{ field: '/expiresAt', message: 'Choose a time in the future.' }]
    throw new Problem('request.invalid', { fields })
  }
  const parentEnds = await endOfActor(services, creator, now)
  if (parentEnds && (ends === null || ends > parentEnds)) {
    const message = 'A key made with a key ends no later than that one.'
    throw new Problem('request.invalid', { fields: [{ field: '/expiresAt', message }] })
  }
  const { secret, prefix, hash } = mintApiKey(services.ids.token())
  const id = services.ids.next<ApiKeyId>()
  return withTenant(services.db, creator.tenant, async tx => {
    const createdBy = await personBehind(tx, creator.actor)
    const distinct = [...new Set(scopes)]
    await keepApiKey(tx, { id, name, prefix, hash, scopes: distinct, createdBy, expiresAt: ends, now })
    await record(tx, services, {
      event: 'api-key.created',
      actor: creator.actor,
      entity: { kind: 'api_key', id },
      organization: null,
      detail: { prefix, scopes: distinct },
    })
    const key = await readApiKey(tx, id, now)
    if (!key) throw new Problem('resource.unknown')
    return { key, secret }
  })
}

/** When the key that asks ends; null for a key without end and for people. */
async function endOfActor(
  { db }: Pick<Services, 'db'>,
  { tenant, actor }: KeyCreator,
  now: Date,
): Promise<Date | null> {
  if (actor.kind !== 'api_key') return null
  const id = apiKeyId.parse(actor.id)
  const parent = await withTenant(db, tenant, tx => readApiKey(tx, id, now), { readOnly: true })
  return parent?.expiresAt ? new Date(parent.expiresAt) : null
}

/** A key has no organizations of its own, so who is limited to some cannot make one. */
function checkReach(creator: KeyCreator, scopes: readonly Scope[]): void {
  if (creator.organizations !== null) {
    throw new Problem('authorization.denied', {
      detail: 'Keys reach all organizations, and you are limited to some.',
    })
  }
  const beyond = scopes.filter(one => !creator.scopes.includes(one))
  if (beyond.length > 0) {
    throw new Problem('authorization.denied', { detail: `You do not hold ${beyond.join(', ')} yourself.` })
  }
}

async function personBehind(tx: TenantTx, actor: Actor): Promise<AccountId | null> {
  if (actor.kind === 'account') return accountId.parse(actor.id)
  return actor.kind === 'api_key' ? creatorOfKey(tx, apiKeyId.parse(actor.id)) : null
}

/** Revokes a key for good. @throws Problem resource.unknown; revoking twice is no error */
export async function revoke(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  { tenant, actor }: Pick<KeyCreator, 'tenant' | 'actor'>,
  id: ApiKeyId,
): Promise<void> {
  const now = services.clock.now()
  await withTenant(services.db, tenant, async tx => {
    if (await revokeApiKey(tx, id, now)) {
      const entity = { kind: 'api_key', id }
      await record(tx, services, { event: 'api-key.revoked', actor, entity, organization: null })
    } else if (!(await readApiKey(tx, id, now))) throw new Problem('resource.unknown')
  })
}
