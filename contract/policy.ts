import { z } from 'zod'
import { uid } from './ids.ts'

/** Name of a claim, exact and case-sensitive; `@subject` and `@email` name the verified identifiers. */
export const claimName = z.string().trim().min(1).max(400)

export const accountProperty = z.enum(['firstName', 'lastName', 'email'])
export type AccountProperty = z.infer<typeof accountProperty>

const roleReference = z.strictObject({ userType: uid, role: uid })

/**
 * How a connection provisions. One document per version; sign-ins are decided by the version in force and
 * explained by it for ever after.
 */
export const policy = z
  .strictObject({
    /** Just-in-time provisioning, shown also as automatic registration: unknown people get accounts. */
    registration: z.boolean(),
    /** Whether somebody without a profile gets one. */
    profileCreation: z.boolean(),
    /** Profile type of created profiles; matching stays within it. */
    profileType: uid.nullable(),
    /** The profile attribute that identifies people, and the claim that carries its value. */
    match: z.strictObject({ attribute: uid, claim: claimName }).nullable(),
    /** Account properties kept equal to claims. */
    properties: z.array(z.strictObject({ property: accountProperty, claim: claimName })).max(20),
    /** Profile attributes kept equal to claims. */
    attributes: z.array(z.strictObject({ attribute: uid, claim: claimName })).max(200),
    /** What a new account gets. */
    defaults: z.strictObject({
      role: roleReference.nullable(),
      /** A location of the connection's organization, by exact name. */
      location: z.string().min(1).max(200).nullable(),
    }),
  })
  .superRefine((document, context) => {
    const complain = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (document.registration && document.profileCreation && document.profileType === null) {
      complain(['profileType'], 'Choose the profile type of profiles that sign-ins create.')
    }
    if (document.registration && document.match === null) {
      complain(['match'], 'Choose the profile attribute and the claim that identify people.')
    }
    if (new Set(document.properties.map(entry => entry.property)).size < document.properties.length) {
      complain(['properties'], 'Map each account property once.')
    }
    if (new Set(document.attributes.map(entry => entry.attribute)).size < document.attributes.length) {
      complain(['attributes'], 'Map each attribute once.')
    }
  })
export type Policy = z.infer<typeof policy>

/** The policy of a new connection: lets existing people in and makes nobody. */
export const emptyPolicy: Policy = {
  registration: false,
  profileCreation: false,
  profileType: null,
  match: null,
  properties: [],
  attributes: [],
  defaults: { role: null, location: null },
}
