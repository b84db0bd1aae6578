import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countEvents } from './api.ts'
import { named, type Sent, type Stage, send } from './stage.ts'

/** One row: a request and everything it does. */
export interface Scenario extends Sent {
  readonly name: string
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

async function run(stage: Stage, scenario: Scenario): Promise<void> {
  const { db, tenant, ids } = stage
  const before = await countEvents(db, tenant)
  const response = await send(stage, scenario)
  const text = response.body
  assert.equal(response.statusCode, scenario.status, text)
  if (scenario.answers) {
    const expected: object = JSON.parse(named(JSON.stringify(scenario.answers), ids))
    assert.partialDeepStrictEqual(response.json<object>(), expected, text)
  }
  assert.deepEqual(grown(before, await countEvents(db, tenant)), scenario.events)
}

function grown(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const more = Object.entries(after)
    .map(([event, count]) => [event, count - (before[event] ?? 0)] as const)
    .filter(([, count]) => count > 0)
  return more.length === 0 ? { ...silent } : Object.fromEntries(more)
}
