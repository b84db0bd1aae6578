import { plainWords } from './plain-words.ts'

/** One complaint about a field, from the schema here or from the API there. */
interface Complaint {
  readonly field: string
  readonly message: string
}

export interface SortedComplaints {
  /** Form path → sentence, for fields this form has. */
  readonly fields: Record<string, string>
  /** What no field of the form can show. */
  readonly rest: readonly Complaint[]
}

/** JSON pointer → form path: `/attributes/2/claim` → `attributes.2.claim`. */
export function formPath(pointer: string): string {
  return pointer
    .replace(/^\//, '')
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

/**
 * Puts complaints about a body at the fields of the form it was made from. `fieldOf` renames where the form is laid
 * out otherwise than the body; what belongs to no field is left for the form's summary.
 */
export function sortComplaints<Values extends object>(
  complaints: readonly Complaint[],
  values: Values,
  fieldOf: (path: string, values: Values) => string = path => path,
): SortedComplaints {
  const fields: Record<string, string> = {}
  const rest: Complaint[] = []
  for (const complaint of complaints) {
    const path = nearestField(values, fieldOf(formPath(complaint.field), values))
    const said = { ...complaint, message: plainWords(complaint.message) }
    if (path) fields[path] ??= said.message
    else rest.push(said)
  }
  return { fields, rest }
}

/** The path itself, or the closest field above it: a complaint about one tag belongs to the tags' input. */
function nearestField(values: object, path: string): string | null {
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const candidate = parts.slice(0, length)
    const value = valueAt(values, candidate)
    const isField =
      value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))
    if (isField) return candidate.join('.')
  }
  return null
}

function valueAt(values: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    values,
  )
}
