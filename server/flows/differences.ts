import { isDeepStrictEqual } from 'node:util'

const bookkeeping = new Set(['version', 'createdAt', 'updatedAt'])

/** What an edit changed, field by field, for the audit log. Items hold no secrets: those are never part of an answer. */
export function differences(
  before: object,
  after: object,
): Record<string, { before: unknown; after: unknown }> {
  const old = new Map(Object.entries(before))
  const changes: Record<string, { before: unknown; after: unknown }> = {}
  for (const [field, value] of Object.entries(after)) {
    if (bookkeeping.has(field) || isDeepStrictEqual(old.get(field), value)) continue
    changes[field] = { before: old.get(field) ?? null, after: value }
  }
  return changes
}
