import { z } from 'zod'
import { type ProblemCode, problems } from '../problems.ts'

/** What every refusal of the API looks like (RFC 9457). */
export const problemDocument = z
  .strictObject({
    /** `/problems/{code}`. */
    type: z.string(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** JSON pointers into the body, or `query/…`, with a sentence each. */
    fields: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    /** Id of the request, as the log has it. */
    instance: z.string(),
  })
  .meta({ id: 'Problem' })
export type ProblemDocument = z.infer<typeof problemDocument>
