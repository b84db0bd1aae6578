import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'

/** RFC 9110 §8.8.3: the version in quotes. Strong, because equal versions have equal bodies. */
export const etagOf = (version: number) => `"${version}"`

/** Whether the operation is an edit that has to say which version it edits. */
export const demandsIfMatch = ({ versioned, method }: Operation) => versioned && method !== 'GET'

/**
 * The version that `If-Match` names.
 * @throws Problem edit.unconditional without one, edit.stale for anything that cannot be a version of ours
 */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new Problem('edit.unconditional')
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1]
  if (version === undefined) throw new Problem('edit.stale')
  return Number(version)
}
