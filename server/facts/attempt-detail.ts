import type { Attempt } from '@postern/contract/api/attempts.ts'
import { attemptDetail } from '@postern/contract/attempt-detail.ts'
import { explain } from '@postern/contract/explain.ts'
import type { TenantTx } from '../db/transaction.ts'
import { selectedAttempts, toAttemptSummary } from './attempt-list.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One attempt by id, or by short id as people type it: any case, with or without its hyphen. */
export async function readAttempt(
  tx: TenantTx,
  name: string,
): Promise<{ attempt: Attempt; organization: string | null } | undefined> {
  const selected = selectedAttempts().select(['t.detail', 'p.organization_id'])
  const query = uuid.test(name)
    ? selected.where('t.id', '=', name)
    : selected.where('t.short_id', '=', typedShortId(name)).orderBy('t.id', 'desc').limit(1)
  const row = await tx.first(query)
  if (!row) return undefined
  const { policyVersion, check, because, claims } = attemptDetail.parse(row.detail)
  const { step = null, expected = null, received = null } = check ?? {}
  const attempt = {
    ...toAttemptSummary(row),
    policyVersion: policyVersion ?? null,
    failure: check ? { check: step, expected, received } : null,
    because: because.map(explain),
    claims: claims ?? null,
  }
  return { attempt, organization: row.organization_id }
}

/** Crockford base 32: I and L are read as 1, O as 0. */
export function typedShortId(text: string): string {
  const plain = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return `${plain.slice(0, 4)}-${plain.slice(4)}`
}
