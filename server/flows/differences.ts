import { isDeepStrictEqual } from 'node:util'
import type { Detail, DetailValue } from '@postern/contract/events.ts'

const bookkeeping = new Set(['version', 'createdAt', 'updatedAt'])

/** What an edit changed, field by field, for the audit log. Items hold no secrets: those are never part of an answer. */
export function differences(before: object, after: object): Detail {
  const old = new Map(Object.entries(before))
  const changes: Record<string, DetailValue> = {}
  for (const [field, value] of Object.entries(after)) {
    if (bookkeeping.has(field) || isDeepStrictEqual(old.get(field), value)) continue
    changes[field] = { before: asDetail(old.get(field)), after: asDetail(value) }
  }
  return changes
}

/** The items come from the API's schemas, so they are JSON already. */
const asDetail = (value: unknown): DetailValue => (value === undefined ? null : (value as DetailValue))
