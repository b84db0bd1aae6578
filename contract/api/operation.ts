import { z } from 'zod'
import type { Scope } from '../access.ts'

type Shape = z.ZodType

/**
 * One operation of `/api/v1`: the single source for the route, its validation, the OpenAPI document, the client and
 * the authorization matrix.
 */
export interface Operation<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Result extends Shape = Shape,
> {
  /** `resource.verb`, for example `portals.create`; names the client's function. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below `/api/v1`, parameters in braces: `/portals/{portal}`. */
  readonly path: string
  readonly summary: string
  /**
   * The scope it needs; `self` for what every signed-in administrator may do about themselves and no API key may;
   * `public` for what works before anybody has signed in.
   */
  readonly access: Scope | 'self' | 'public'
  /** An administrator limited to organizations may call it: its flow filters by them. */
  readonly organizationScoped: boolean
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly result: Result
  readonly status: 200 | 201 | 204
  /** Creates accept an `Idempotency-Key`. */
  readonly idempotent: boolean
  /** Reads answer an `ETag` and edits demand `If-Match`; the result then carries `version`. */
  readonly versioned: boolean
}

const none = z.strictObject({})

interface Optional<Params extends Shape, Query extends Shape, Body extends Shape> {
  params?: Params
  query?: Query
  body?: Body
  status?: 200 | 201 | 204
  idempotent?: boolean
  versioned?: boolean
  organizationScoped?: boolean
}

type Required<Result extends Shape> = Pick<Operation, 'id' | 'method' | 'path' | 'summary' | 'access'> & {
  result: Result
}

/** Declares an operation; unstated parts take nothing. */
export function operation<
  Result extends Shape,
  Params extends Shape = typeof none,
  Query extends Shape = typeof none,
  Body extends Shape = typeof none,
>(declared: Required<Result> & Optional<Params, Query, Body>): Operation<Params, Query, Body, Result> {
  return {
    idempotent: false,
    versioned: false,
    organizationScoped: false,
    status: 200,
    ...declared,
    params: (declared.params ?? none) as Params,
    query: (declared.query ?? none) as Query,
    body: (declared.body ?? none) as Body,
  }
}

/** Keyset paging: `after` is the opaque cursor of the page before. */
export const pageQuery = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** A page of a list; `next` is null on the last. */
export const page = <Item extends Shape>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })

export const nothing = z.undefined()
