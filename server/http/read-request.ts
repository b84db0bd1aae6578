import { Problem } from '@postern/contract/problems.ts'
import type { z } from 'zod'

/**
 * Parses what came with a request. Only here does a value that fails its schema mean a malformed request; anywhere
 * else it is a fault of ours and is logged as one.
 * @throws Problem request.malformed
 */
export function readRequest<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given)
  if (!read.success) throw new Problem('request.malformed')
  return read.data
}
