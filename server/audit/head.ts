import { tenantId } from '@postern/contract/ids.ts'
import { z } from 'zod'

const base64 = z.base64()

/**
 * The newest sealed segment of a tenant: its hash covers everything before it. Kept outside the database, it proves
 * later that nothing was cut off or rewritten.
 */
export const auditHead = z.object({
  tenant: tenantId,
  /** Segments are numbered from 1. */
  number: z.int().min(1),
  /** SHA-256, base64. */
  hash: base64,
  /** Ed25519 over the hash, base64. */
  signature: base64,
  /** Which key of the ring signed. */
  keyId: z.string(),
  /** Ed25519 public key, SPKI DER in base64: for checking the head without Postern. */
  publicKey: base64,
  closedAt: z.iso.datetime(),
})
export type AuditHead = z.infer<typeof auditHead>
