import { z } from 'zod'
import { accountId, attemptId, connectionId, uid } from '../ids.ts'
import { reasonCode } from '../reason-code.ts'

/** A name people read. */
export const name = z.string().trim().min(1, 'Give it a name.').max(200)

/** Filters of a list: text that the name contains. */
export const searchQuery = { search: z.string().trim().max(200).optional() }

export const status = z.enum(['active', 'archived'])
export const state = z.enum(['active', 'disabled', 'archived'])
export const instant = z.iso.datetime()

/** What every configured resource answers beside its own fields. */
export const configured = {
  uid,
  name: z.string(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
}

/** Another resource as lists and details show it. */
export const reference = <Id extends z.ZodType>(id: Id) => z.strictObject({ id, uid, name: z.string() })

/** An account as lists and details show it. */
export const accountReference = z
  .strictObject({ id: accountId, login: z.string() })
  .meta({ id: 'AccountReference' })

/** Who set a value or grant, when, and in which sign-in. */
export const provenance = z
  .strictObject({
    source: z.enum(['connection', 'manual', 'system']),
    connection: reference(connectionId).nullable(),
    /** The rule is the one this version of the connection's policy has for the value. */
    policyVersion: z.int().nullable(),
    attempt: z.strictObject({ id: attemptId, shortId: z.string() }).nullable(),
    actor: accountReference.nullable(),
    at: instant,
  })
  .meta({ id: 'Provenance' })
export type Provenance = z.infer<typeof provenance>

/** A reason with its sentence and its remedy. */
export const explanation = z
  .strictObject({
    code: reasonCode,
    effect: z.enum(['refuses', 'review', 'explains']),
    /** Path into the policy document, for example `match` or `attributes.npi`. */
    rule: z.string().nullable(),
    values: z.record(z.string(), z.string()),
    says: z.string(),
    remedy: z.string().nullable(),
  })
  .meta({ id: 'Explanation' })
export type Explanation = z.infer<typeof explanation>

/** One value that a decision changes, in words for people. */
export const shownChange = z
  .strictObject({
    entity: z.enum(['account', 'profile', 'link', 'role', 'location']),
    does: z.enum(['create', 'set', 'grant', 'link']),
    /** What changes: `name`, an account property, an attribute uid, a role. */
    field: z.string(),
    /** The field as screens name it. */
    label: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'ShownChange' })
export type ShownChange = z.infer<typeof shownChange>
