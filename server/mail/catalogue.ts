import { z } from 'zod'

/** Every mail Postern sends and what fills it. The texts stand in `templates/NAME.{subject,text,html}.liquid`. */
export const mailData = {
  /** To the person a new account was made for. */
  welcome: z.object({
    /** How the person is addressed; may be empty. */
    name: z.string(),
    portal: z.string(),
    organization: z.string(),
    /** Where the portal is. */
    address: z.url({ protocol: /^https?$/ }),
    login: z.string(),
  }),
  /** To an administrator who is to choose a password. */
  'administrator-invitation': z.object({
    name: z.string(),
    /** Opens the console once; see flows/invitation.ts. */
    link: z.url({ protocol: /^https?$/ }),
    /** How long the link works. */
    hours: z.int(),
  }),
} as const

export type MailTemplate = keyof typeof mailData
export type MailData<Template extends MailTemplate> = z.infer<(typeof mailData)[Template]>

export const isMailTemplate = (name: string): name is MailTemplate => Object.hasOwn(mailData, name)
