import { type FieldProblem, Problem } from '@postern/contract/problems.ts'
import { isStorable } from '@postern/contract/storable.ts'
import type { z } from 'zod'

/** Where a part of a request is named in `fields`: a JSON pointer for the body, a word before it for the others. */
const prefixes = { body: '', query: 'query', path: 'path' } as const

/**
 * Parses one part of a request.
 * @throws Problem request.invalid with every field that was not accepted
 */
export function parsePart<Schema extends z.ZodType>(
  schema: Schema,
  part: keyof typeof prefixes,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  const fields = parsed.success
    ? [...unstorable(parsed.data, [])].map(path => ({
        field: pointer(prefixes[part], path),
        message: 'Leave out characters that cannot be stored.',
      }))
    : parsed.error.issues.flatMap(issue => fieldsOf(issue, prefixes[part]))
  if (parsed.success && fields.length === 0) return parsed.data
  throw new Problem('request.invalid', { fields })
}

/** Where texts and keys stand that PostgreSQL would refuse: it knows no NUL and no half of a surrogate pair. */
function* unstorable(value: unknown, path: readonly PropertyKey[]): Generator<readonly PropertyKey[]> {
  if (typeof value === 'string' && !isStorable(value)) yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (isStorable(key)) yield* unstorable(inner, [...path, key])
    else yield path
  }
}

function fieldsOf(issue: z.core.$ZodIssue, prefix: string): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      field: pointer(prefix, [...issue.path, key]),
      message: 'There is no such field.',
    }))
  }
  return [{ field: pointer(prefix, issue.path), message: issue.message }]
}

function pointer(prefix: string, path: readonly PropertyKey[]): string {
  const steps = path.map(step => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))
  return [prefix, ...steps].join('/')
}
