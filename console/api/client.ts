import type { Operation } from '@postern/contract/api/operation.ts'
import type { z } from 'zod'
import { addressOf } from './address.ts'
import { idempotencyKey, settle } from './idempotency.ts'
import { noAnswer, readProblem } from './problem.ts'

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

/** Calls an operation of `/api/v1`. Throws `ApiProblem`. */
export async function call<O extends Operation>(operation: O, ...[input]: Arguments<O>): Promise<Result<O>> {
  const { params, query, body, version, signal } = (input ?? {}) as AnyInput
  const address = addressOf(operation.path, params, query)
  const headers: Record<string, string> = { accept: 'application/json', 'x-postern-console': '1' }
  const text = body === undefined ? null : JSON.stringify(body)
  if (text !== null) headers['content-type'] = 'application/json'
  if (version !== undefined) headers['if-match'] = `"${version}"`
  const request = `${operation.method} ${address} ${text}`
  if (operation.idempotent) headers['idempotency-key'] = idempotencyKey(request)
  const response = await fetch(address, {
    method: operation.method,
    headers,
    body: text,
    credentials: 'same-origin',
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw noAnswer()
  })
  if (operation.idempotent && response.status < 500) settle(request)
  if (!response.ok) throw await readProblem(response)
  return (response.status === 204 ? undefined : await response.json()) as Result<O>
}

interface AnyInput {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
  signal?: AbortSignal
}
