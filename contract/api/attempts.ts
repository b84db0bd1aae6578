import { z } from 'zod'
import { accountId, attemptId, connectionId, portalId } from '../ids.ts'
import { reasonCode } from '../reason-code.ts'
import { accountReference, explanation, instant, reference } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const outcome = z.enum(['admitted', 'refused'])

const summary = {
  id: attemptId,
  /** What the person was shown. */
  shortId: z.string(),
  at: instant,
  outcome,
  /** What the decision came to: `create`, `link`, `update`, `unchanged`, `review` or `refuse`. */
  kind: z.string(),
  reason: reasonCode.nullable(),
  portal: reference(portalId).nullable(),
  connection: reference(connectionId).nullable(),
  account: accountReference.nullable(),
}

export const attemptSummary = z.strictObject(summary).meta({ id: 'AttemptSummary' })
export type AttemptSummary = z.infer<typeof attemptSummary>

export const attempt = z
  .strictObject({
    ...summary,
    policyVersion: z.int().nullable(),
    /** Of a refusal before the policy was asked: the check, what it expected and what it received. */
    failure: z
      .strictObject({
        check: z.string().nullable(),
        expected: z.string().nullable(),
        received: z.string().nullable(),
      })
      .nullable(),
    because: z.array(explanation),
    /** Redacted: names of claims stay, personal values do not. */
    claims: z
      .strictObject({
        issuer: z.string(),
        subject: z.string(),
        email: z.strictObject({ value: z.string(), verified: z.boolean() }).nullable(),
        attributes: z.record(z.string(), z.array(z.string())),
      })
      .nullable(),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof attempt>

export const attempts = {
  list: operation({
    id: 'attempts.list',
    method: 'GET',
    path: '/attempts',
    summary: 'Lists sign-in attempts, newest first.',
    access: 'audit:read',
    organizationScoped: true,
    query: z.strictObject({
      ...pageQuery,
      outcome: outcome.optional(),
      reason: reasonCode.optional(),
      portal: portalId.optional(),
      connection: connectionId.optional(),
      account: accountId.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    result: page(attemptSummary),
  }),
  read: operation({
    id: 'attempts.read',
    method: 'GET',
    path: '/attempts/{attempt}',
    summary:
      'Reads one attempt by its id or by the short id the person was shown: what failed, expected and received.',
    access: 'audit:read',
    organizationScoped: true,
    params: z.strictObject({ attempt: z.string().trim().min(1).max(64) }),
    result: attempt,
  }),
}
