import { z } from 'zod'
import { reasonCode } from './reason-code.ts'

const reason = z.object({
  code: reasonCode,
  rule: z.string().optional(),
  values: z.record(z.string(), z.string()).optional(),
})

/**
 * What `attempts.detail` holds as far as screens show it: of a refusal before the policy was asked, the check; of a
 * decision, its policy version, reasons and the redacted claims. The facts beside them are for deciding again.
 */
export const attemptDetail = z.object({
  policyVersion: z.int().optional(),
  check: z
    .object({
      step: z.string().optional(),
      expected: z.string().optional(),
      received: z.string().optional(),
    })
    .optional(),
  because: z.array(reason).default([]),
  claims: z
    .object({
      issuer: z.string(),
      subject: z.string(),
      email: z.object({ value: z.string(), verified: z.boolean() }).nullable(),
      attributes: z.record(z.string(), z.array(z.string())),
    })
    .optional(),
})
export type AttemptDetail = z.infer<typeof attemptDetail>
