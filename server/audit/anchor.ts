import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TenantId } from '@postern/contract/ids.ts'
import { type AuditHead, auditHead } from './head.ts'

/**
 * The head this node last sealed, in its data directory: outside the database, where whoever rewrites the database
 * cannot reach it. Null before the first.
 * @throws when the file is there and not a head
 */
export function readAnchor(dataDirectory: string, tenant: TenantId): AuditHead | null {
  try {
    return auditHead.parse(JSON.parse(readFileSync(pathOf(dataDirectory, tenant), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Keeps a head; an older one never replaces a newer. */
export function writeAnchor(dataDirectory: string, head: AuditHead): void {
  const known = readAnchor(dataDirectory, head.tenant)
  if (known && known.number >= head.number) return
  mkdirSync(join(dataDirectory, 'audit'), { recursive: true, mode: 0o700 })
  const path = pathOf(dataDirectory, head.tenant)
  // by rename, so that a crash leaves the old anchor or the new one
  writeFileSync(`${path}.part`, `${JSON.stringify(head, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.part`, path)
}

const pathOf = (dataDirectory: string, tenant: TenantId) => join(dataDirectory, 'audit', `${tenant}.json`)
