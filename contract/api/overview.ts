import { z } from 'zod'
import { reasonCode } from '../reason-code.ts'
import { operation } from './operation.ts'

/** The way from an empty tenant to the first sign-in. */
export const checklistStep = z.enum([
  'organization',
  'profileType',
  'role',
  'portal',
  'connection',
  'policy',
  'signIn',
])

export const overviewView = z
  .strictObject({
    /** True while the demo runs. */
    demo: z.boolean(),
    checklist: z.array(z.strictObject({ step: checklistStep, done: z.boolean() })),
    counts: z.strictObject({
      organizations: z.int(),
      portals: z.int(),
      connections: z.int(),
      accounts: z.int(),
      profiles: z.int(),
    }),
    /** The last 14 days in UTC, oldest first. */
    signIns: z.array(z.strictObject({ day: z.iso.date(), admitted: z.int(), refused: z.int() })),
    /** Refusals of the last 14 days by reason, most frequent first. */
    refusals: z.array(z.strictObject({ reason: reasonCode, count: z.int() })),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overviewView>

export const overview = {
  read: operation({
    id: 'overview.read',
    method: 'GET',
    path: '/overview',
    summary: 'What is set up, what is next, and who came.',
    access: 'configuration:read',
    organizationScoped: true,
    result: overviewView,
  }),
}
