import type { Operation } from '@postern/contract/api/operation.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Caller } from '../../flows/caller.ts'
import type { Principal } from '../../flows/principal.ts'

/** What a handler is given: parsed, authenticated and authorized. */
export interface Call<Params, Query, Body> {
  readonly caller: Caller
  readonly principal: Principal
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The version that If-Match names: of edits of versioned resources, otherwise 0. */
  readonly version: number
  /** For what is not in a body: cookies. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** An operation together with what answers it. */
export interface Implementation {
  readonly operation: Operation
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<unknown>
}

/** Pairs an operation with its handler; the types of one are the types of the other. */
export function implement<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Result extends z.ZodType,
>(
  operation: Operation<Params, Query, Body, Result>,
  handle: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<z.input<Result>>,
): Implementation {
  return {
    operation: operation as unknown as Operation,
    handle: call => handle(call as Call<z.output<Params>, z.output<Query>, z.output<Body>>),
  }
}
