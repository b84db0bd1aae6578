import { scopesOf } from '@postern/contract/access.ts'
import type { Operation } from '@postern/contract/api/operation.ts'
import * as catalogue from './mock-catalogue.ts'
import * as people from './mock-people.ts'
import * as records from './mock-records.ts'

export const data = { ...catalogue, ...people, ...records }

export interface Asked {
  readonly operation: Operation
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every operation, checked by its schema already
  readonly body: any
  readonly version: number
}

// biome-ignore lint/suspicious/noExplicitAny: rows of every resource; the answers are checked against the contract
export type Row = any

export const lists: Record<string, Row[]> = {
  organizations: data.organizations,
  directories: data.directories,
  portals: data.portals,
  connections: data.connections,
  userTypes: data.userTypes,
  roles: data.roles,
  groups: data.groups,
  locations: data.locations,
  profileTypes: data.profileTypes,
  attributes: data.attributes,
  accounts: data.accounts,
  profiles: data.profiles,
  attempts: data.attempts,
  auditEvents: data.auditEvents,
  outbox: data.mails,
  apiKeys: [
    {
      id: data.id(),
      name: 'Governance sync',
      prefix: 'pk_7Qm2',
      scopes: ['people:read'],
      state: 'active',
      createdBy: { id: data.me.id, name: 'Rosa Lindqvist' },
      createdAt: data.ago(4_000),
      expiresAt: null,
      lastUsedAt: data.ago(12),
      revokedAt: null,
    },
  ],
  administrators: [
    {
      id: data.me.id,
      email: data.me.login,
      firstName: 'Rosa',
      lastName: 'Lindqvist',
      level: 'owner',
      organizations: null,
      status: 'active',
      factors: ['totp', 'passkey'],
      version: 1,
      createdAt: data.ago(50_000),
      updatedAt: data.ago(50_000),
    },
    {
      id: data.id(),
      email: 'pat.weber@stbrigid.example',
      firstName: 'Pat',
      lastName: 'Weber',
      level: 'auditor',
      organizations: [data.organizations[1]?.id],
      status: 'pending',
      factors: [],
      version: 1,
      createdAt: data.ago(300),
      updatedAt: data.ago(300),
    },
  ],
}

/** `MOCK_STATE`: `set-up` and `signed-out` begin there; `empty` has nothing yet. */
export const state = process.env.MOCK_STATE ?? ''
export const door = { signedIn: state !== 'set-up' && state !== 'signed-out', setUpOpen: state === 'set-up' }
if (state === 'empty') for (const rows of Object.values(lists)) rows.length = 0

export const ownSession = {
  account: data.me.id,
  email: data.me.login,
  firstName: 'Rosa',
  lastName: 'Lindqvist',
  level: 'owner',
  scopes: scopesOf.owner,
  organizations: null,
  expiresAt: data.ago(-600),
  idleMinutes: 30,
}
