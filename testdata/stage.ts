import { after, before } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import type { ApiOptions } from '@postern/server/http/api/routes.ts'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { administrator, host, type TestApi, testApi } from './api.ts'
import { addTenant, type TestDatabase, testDatabase } from './database.ts'

/** What a test of the API plays on: a server, a tenant, and values that requests may name as `$name`. */
export interface Stage {
  readonly db: TestDatabase
  readonly api: TestApi
  readonly tenant: TenantId
  readonly ids: Readonly<Record<string, string>>
}

/** A request as tests write it: `POST /organizations`, sent by a principal as the console would send it. */
export interface Sent {
  /** The principal; `owner` unless said. */
  readonly as?: string
  readonly request: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

/**
 * Sets a stage up before the tests of a file and takes it down after them. `prepare` furnishes the tenant and
 * returns the values that requests may name.
 */
export function useStage(
  prepare: (made: Omit<Stage, 'ids'>) => Promise<Record<string, string>>,
  options: Partial<ApiOptions> = {},
): () => Stage {
  let stage: Stage
  before(async () => {
    const db = await testDatabase()
    const tenant = await addTenant(db, 'stage', host)
    const api = await testApi(db, options)
    api.principals.set('owner', administrator('owner'))
    stage = { db, api, tenant, ids: await prepare({ db, api, tenant }) }
  })
  after(async () => {
    await stage.api.app.close()
    await stage.db.close()
  })
  return () => stage
}

/** Sends a request with every `$name` replaced. */
export function send({ api, ids }: Stage, sent: Sent): Promise<LightMyRequestResponse> {
  const [method, path = ''] = named(sent.request, ids).split(' ')
  const options: InjectOptions = {
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers: headersOf(sent, ids),
    ...(sent.body === undefined ? {} : { payload: named(payloadOf(sent.body), ids) }),
  }
  return api.app.inject(options)
}

function headersOf(sent: Sent, ids: Stage['ids']): Record<string, string> {
  const usual = {
    host,
    origin: `http://${host}`,
    'x-postern-console': '1',
    'x-test-principal': sent.as ?? 'owner',
    ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const given = Object.entries({ ...usual, ...sent.headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, named(value, ids)] as const],
  )
  return Object.fromEntries(given)
}

const payloadOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))

export const named = (text: string, ids: Stage['ids']) =>
  text.replaceAll(/\$(\w+)/g, (whole, name: string) => ids[name] ?? whole)
