import type { ConnectionSettings } from '@postern/contract/api/connection-settings.ts'
import type { Connection, checkedSettings, connections } from '@postern/contract/api/connections.ts'
import { emptyPolicy } from '@postern/contract/policy.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { z } from 'zod'
import {
  findConnection,
  insertConnection,
  listConnections,
  type StoredConnection,
} from '../catalogue/connections.ts'
import { edit } from '../catalogue/edit.ts'
import { freeUid } from '../catalogue/free-uid.ts'
import { insertPolicy } from '../catalogue/policies.ts'
import { findPortal } from '../catalogue/portals.ts'
import type { Page } from '../db/paging.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { addressesOf } from './addresses.ts'
import { type Caller, requireReach } from './caller.ts'
import { reading, unknownReference } from './change.ts'
import { createOne, type Kind, readOne, updateOne } from './configuration.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { configOf, readCertificate } from './connection-settings.ts'

export const connectionKind: Kind<Connection> = {
  entity: 'connection',
  find: async (tx, id, caller) => {
    const connection = await findConnection(tx, id)
    return connection && withAddresses(connection, caller)
  },
  organizationOf: item => item.organization.id,
}

function withAddresses(connection: StoredConnection, { origin }: Caller): Connection {
  const { acs, metadata, callback } = addressesOf(origin, connection.uid)
  return {
    ...connection,
    toCopy:
      connection.kind === 'saml'
        ? { kind: 'saml', acsUrl: acs, entityId: metadata }
        : { kind: 'oidc', redirectUri: callback },
  }
}

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof connections.list.query>,
): Promise<Page<Connection>> {
  return reading(services, caller, async tx => {
    const { items, next } = await listConnections(tx, caller.organizations, query)
    return { items: items.map(connection => withAddresses(connection, caller)), next }
  })
}

export const read = (services: Services, caller: Caller, id: string) =>
  readOne(services, caller, connectionKind, id)

/** Reads what the settings point to, and stores nothing. */
export async function check(
  services: Services & ConnectionPorts,
  settings: ConnectionSettings,
): Promise<z.input<typeof checkedSettings>> {
  const config = await configOf(settings, services, null)
  const now = services.clock.now()
  const certificates = (config.kind === 'saml' ? config.certificates : []).flatMap(text => {
    const certificate = readCertificate(text)
    if (!certificate) return []
    const { subject, fingerprint256, validToDate } = certificate
    return [
      {
        subject,
        fingerprint: fingerprint256,
        validTo: validToDate.toISOString(),
        expired: validToDate < now,
      },
    ]
  })
  return { config, certificates }
}

export async function create(
  services: Services & ConnectionPorts,
  caller: Caller,
  body: z.output<typeof connections.create.body>,
): Promise<Connection> {
  // outside the transaction: discovery goes over the network
  const config = await configOf(body.settings, services, null)
  requireSecret(body.settings)
  return createOne(services, caller, connectionKind, async (tx, id, now) => {
    const portal = await findPortal(tx, body.portal)
    if (!portal || portal.state === 'archived') throw unknownReference('/portal', 'portal')
    requireReach(caller, portal.organization.id)
    const uid = body.uid ?? (await freeUid(tx, 'connections', body.name))
    const secrets = sealed(services, tx, id, body.settings) ?? null
    await insertConnection(tx, {
      ...body,
      id,
      uid,
      organization: portal.organization.id,
      config,
      secrets,
      now,
    })
    const by = caller.actor.kind === 'account' ? caller.actor.id : null
    await insertPolicy(tx, { connection: id, version: 1, document: emptyPolicy, by, now })
  })
}

export async function update(
  services: Services & ConnectionPorts,
  caller: Caller,
  target: { id: string; version: number },
  body: z.output<typeof connections.update.body>,
): Promise<Connection> {
  const { settings, trustedDomains, ...same } = body
  const before = await read(services, caller, target.id)
  if (settings) requireKind(settings, before.kind)
  const config = settings && (await configOf(settings, services, before.config))
  if (settings && config && issuerOf(config) !== issuerOf(before.config)) requireSecret(settings)
  return updateOne(services, caller, connectionKind, target, (tx, _before, now) =>
    edit(
      tx,
      'connections',
      target,
      {
        ...same,
        trusted_domains: trustedDomains,
        config: config && JSON.stringify(config),
        secrets: settings && sealed(services, tx, target.id, settings),
      },
      now,
    ),
  )
}

/** The sealed client secret, or undefined when none is given: the stored one stays. */
function sealed(
  { keys }: Pick<Services, 'keys'>,
  tx: TenantTx,
  connection: string,
  settings: ConnectionSettings,
): string | undefined {
  if (settings.by !== 'discovery' || settings.clientSecret === undefined) return undefined
  const plain = JSON.stringify({ clientSecret: settings.clientSecret })
  return keys.seal(plain, `${tx.tenant}/connection/${connection}`)
}

function requireSecret(settings: ConnectionSettings): void {
  if (settings.by !== 'discovery' || settings.clientSecret !== undefined) return
  throw new Problem('request.invalid', {
    fields: [{ field: '/settings/clientSecret', message: 'Enter the client secret.' }],
  })
}

/** Whom the client secret is shown to: a new one gets a new secret, else an edit could send the stored one anywhere. */
const issuerOf = (config: Connection['config']) => (config.kind === 'oidc' ? config.issuer : null)

function requireKind({ by }: ConnectionSettings, kind: Connection['kind']): void {
  if ((by === 'discovery') === (kind === 'oidc')) return
  throw new Problem('request.invalid', {
    fields: [{ field: '/settings/by', message: 'The protocol of a connection never changes.' }],
  })
}
