import type { Operation } from '@postern/contract/api/operation.ts'
import { createClient } from '@postern/sdk/generated/client/client.gen.ts'
import * as sdk from '@postern/sdk/generated/sdk.gen.ts'
import type { z } from 'zod'
import { idempotencyKey, settle } from './idempotency.ts'
import { noAnswer, problemOf } from './problem.ts'

type Part<Name extends string, Value> =
  Value extends Record<string, never>
    ? unknown
    : Partial<Value> extends Value
      ? { [Key in Name]?: Value }
      : { [Key in Name]: Value }

/** What an operation takes: its parts as the contract declares them, and the version read when it edits. */
export type Input<O extends Operation> = Part<'params', z.input<O['params']>> &
  Part<'query', z.input<O['query']>> &
  Part<'body', z.input<O['body']>> & { version?: number; signal?: AbortSignal }

export type Result<O extends Operation> = z.output<O['result']>

type Arguments<O extends Operation> =
  Record<never, never> extends Input<O> ? [input?: Input<O>] : [input: Input<O>]

/** The public API through its client, as the signed-in administrator: the browser adds the session's cookie. */
const client = createClient({
  baseUrl: '/api/v1',
  credentials: 'same-origin',
  // proof that the console sent a write: other sites can make a browser send the cookie, but not this
  headers: { 'X-Postern-Console': '1' },
})

/** Calls an operation of `/api/v1`, by the function the client was generated with for it. Throws `ApiProblem`. */
export async function call<O extends Operation>(operation: O, ...[input]: Arguments<O>): Promise<Result<O>> {
  const { params, query, body, version, signal } = (input ?? {}) as AnyInput
  const request = `${operation.id} ${JSON.stringify([params, body])}`
  const headers: Record<string, string> = {}
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  if (operation.idempotent) headers['Idempotency-Key'] = idempotencyKey(request)
  const answer = await functionOf(operation)({
    client,
    path: params,
    query: given(query),
    body,
    headers,
    signal,
  })
  const { response } = answer
  if (!response) {
    if (signal?.aborted) throw answer.error
    throw noAnswer()
  }
  if (operation.idempotent && response.status < 500) settle(request)
  if (!response.ok) throw problemOf(response, answer.error)
  return (response.status === 204 ? undefined : answer.data) as Result<O>
}

interface AnyInput {
  readonly params?: Record<string, string>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
  readonly version?: number
  readonly signal?: AbortSignal
}

type Send = (options: object) => Promise<{ data?: unknown; error?: unknown; response?: Response }>

/** `portals.update` → `portalsUpdate`. */
function functionOf({ id }: Operation): Send {
  const name = id.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase())
  const send = (sdk as unknown as Record<string, Send | undefined>)[name]
  if (!send) throw new Error(`The client has no function ${name}: run npm run generate.`)
  return send
}

/** Filters left empty are not sent. */
const given = (query: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined))
