import { z } from 'zod'
import { accountId, connectionId, profileId } from '../ids.ts'
import { policy } from '../policy.ts'
import { explanation, shownChange } from './fields.ts'
import { operation } from './operation.ts'

/** Claims as pasted, read as if the connection had verified them. */
export const pastedClaims = z
  .strictObject({
    /** The connection's own issuer unless given. */
    issuer: z.string().min(1).max(1_024).optional(),
    subject: z.string().min(1, 'Enter the subject (NameID or sub).').max(1_024),
    email: z
      .strictObject({ value: z.string().max(320), verified: z.boolean() })
      .nullable()
      .default(null),
    attributes: z.record(z.string().min(1).max(400), z.array(z.string().max(10_000)).max(1_000)).default({}),
  })
  .meta({ id: 'PastedClaims' })
export type PastedClaims = z.infer<typeof pastedClaims>

export const simulation = z
  .strictObject({
    kind: z.enum(['create', 'link', 'update', 'unchanged', 'review', 'refuse']),
    outcome: z.enum(['admit', 'refuse', 'review']),
    /** The policy version that decided; null for a draft. */
    policyVersion: z.int().nullable(),
    /** Whom it is about, when known: created ones have no id yet. */
    person: z.strictObject({
      account: z.strictObject({ id: accountId.nullable(), login: z.string() }).nullable(),
      profile: z.strictObject({ id: profileId.nullable(), name: z.string() }).nullable(),
    }),
    because: z.array(explanation),
    changes: z.array(shownChange),
  })
  .meta({ id: 'Simulation' })
export type Simulation = z.infer<typeof simulation>

/** Pasted claims, or a recorded attempt by id or short id; with a draft policy, or the one in force. */
export const simulationRequest = z
  .strictObject({
    claims: pastedClaims.optional(),
    attempt: z.string().trim().min(1).max(64).optional(),
    policy: policy.optional(),
  })
  .refine(body => (body.claims === undefined) !== (body.attempt === undefined), {
    path: ['claims'],
    error: 'Paste claims or choose an attempt, one of the two.',
  })
export type SimulationRequest = z.infer<typeof simulationRequest>

export const simulations = {
  simulate: operation({
    id: 'policies.simulate',
    method: 'POST',
    path: '/connections/{connection}/simulate',
    summary: 'Decides as a sign-in would and shows decision, reasons and changes. Writes nothing.',
    access: 'policies:simulate',
    organizationScoped: true,
    params: z.strictObject({ connection: connectionId }),
    body: simulationRequest,
    result: simulation,
  }),
}
