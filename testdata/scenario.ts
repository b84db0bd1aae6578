import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { countEvents, host, type TestApi } from './api.ts'
import type { TestDatabase } from './database.ts'

/** What scenarios run against; made in a `before`, hence a function where it is handed over. */
export interface Stage {
  readonly db: TestDatabase
  readonly api: TestApi
  readonly tenant: TenantId
  /** Values that paths, headers and bodies may name as `$name`. */
  readonly ids: Readonly<Record<string, string>>
}

/** One row: a request and everything it does. */
export interface Scenario {
  readonly name: string
  /** The principal; `owner` unless said. */
  readonly as?: string
  /** Method and path below `/api/v1`. */
  readonly request: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly status: number
  /** What the answer contains. */
  readonly answers?: object
  /** Audit events it records, with how often; `{ '*': 0 }` when it is silent. */
  readonly events: Readonly<Record<string, number>>
}

export const silent = { '*': 0 } as const

/** Declares a test per scenario; they run in order, and each may build on those before. */
export function play(stage: () => Stage, scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) test(scenario.name, () => run(stage(), scenario))
}

async function run({ db, api, tenant, ids }: Stage, scenario: Scenario): Promise<void> {
  const before = await countEvents(db, tenant)
  const [method = '', path = ''] = named(scenario.request, ids).split(' ')
  const response = await api.app.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers: headersOf(scenario, ids),
    ...(scenario.body === undefined ? {} : { payload: named(payloadOf(scenario.body), ids) }),
  })
  const text = response.body
  assert.equal(response.statusCode, scenario.status, text)
  if (scenario.answers) {
    const expected: object = JSON.parse(named(JSON.stringify(scenario.answers), ids))
    assert.partialDeepStrictEqual(response.json<object>(), expected, text)
  }
  assert.deepEqual(grown(before, await countEvents(db, tenant)), scenario.events)
}

function headersOf(scenario: Scenario, ids: Stage['ids']): Record<string, string> {
  const usual = {
    host,
    origin: `http://${host}`,
    'x-postern-console': '1',
    'x-test-principal': scenario.as ?? 'owner',
    ...(scenario.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const given = Object.entries({ ...usual, ...scenario.headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, named(value, ids)] as const],
  )
  return Object.fromEntries(given)
}

const payloadOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))

const named = (text: string, ids: Stage['ids']) =>
  text.replaceAll(/\$(\w+)/g, (whole, name: string) => ids[name] ?? whole)

function grown(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const more = Object.entries(after)
    .map(([event, count]) => [event, count - (before[event] ?? 0)] as const)
    .filter(([, count]) => count > 0)
  return more.length === 0 ? { ...silent } : Object.fromEntries(more)
}
