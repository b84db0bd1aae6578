import { z } from 'zod'
import { parseRanges } from '../platform/address-ranges.ts'
import { logLevels } from '../platform/logger.ts'
import type { ConfigurationProblem } from './configuration-error.ts'
import { keyList } from './key-list.ts'

/** Message form: what is wrong, a vertical bar, how to mend it. Secrets are never quoted. */
const says = (wrong: string, mend: string) => `${wrong}|${mend}`

const port = (example: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, says('is not a port number', `Use a number from 0 to 65535, for example ${example}.`))
    .transform(Number)
    .refine(value => value <= 65_535, says('is above 65535', `Use a free port, for example ${example}.`))

const onOff = z
  .enum(['on', 'off'], says('is neither on nor off', 'Write on or off.'))
  .transform(v => v === 'on')

const postgresUrl = z
  .string()
  .refine(
    value => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ''),
    says('is not a PostgreSQL address', 'Write postgres://user:password@host:5432/database.'),
  )

const origin = z
  .string()
  .refine(
    value => {
      const url = URL.parse(value)
      return (
        url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
      )
    },
    says('is not an origin', 'Write scheme, host and port only, for example https://portal.example.com.'),
  )
  .transform(value => new URL(value).origin)

const smtpUrl = z
  .string()
  .refine(
    value => {
      const url = URL.parse(value)
      return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
    },
    says(
      'is not a mail server address',
      'Write smtp://user:password@host:587 or smtps://user:password@host:465.',
    ),
  )
  .transform(value => new URL(value))

const ranges = z.string().transform((value, context) => {
  const { ranges, wrong } = parseRanges(value)
  for (const part of wrong) {
    context.addIssue(
      says(
        `contains “${part}”, which is no address range`,
        'Separate ranges by commas: 10.1.0.0/16, fd00::/8.',
      ),
    )
  }
  return ranges
})

const proxies = z
  .string()
  .refine(
    value =>
      value === 'off' ||
      value.split(',').every(part => /^(loopback|linklocal|uniquelocal)$/.test(part.trim()) || isRange(part)),
    says(
      'is neither off nor a list of proxy addresses',
      'Name the addresses your proxies connect from, for example 10.0.0.0/8 or loopback.',
    ),
  )

const isRange = (part: string) => parseRanges(part).wrong.length === 0

const mailFrom = z
  .string()
  .regex(
    /^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    says('is not a sender', 'Write Name <name@host>.'),
  )

/** Every variable Postern reads, and its default. Their combinations are judged in `check-together.ts`. */
const schema = z.object({
  NODE_ENV: z.string().default('development'),
  POSTERN_DATA: z.string().default('./data'),
  PORT: port(8080).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  PUBLIC_URL: origin.optional(),
  LOG_LEVEL: z.enum(logLevels, says('is not a level', `Use one of ${logLevels.join(', ')}.`)).default('info'),
  TRUST_PROXY: proxies.default('off'),
  METRICS_PORT: port(9464).optional(),
  POSTERN_KEYS: keyList(says).optional(),
  POSTERN_MIGRATE_URL: postgresUrl.optional(),
  POSTERN_OUTBOUND_ALLOW: ranges.default([]),
  POSTERN_RATE_LIMITS: onOff.default(true),
  POSTERN_DEMO: onOff.optional(),
  POSTERN_SMTP_URL: smtpUrl.optional(),
  POSTERN_MAIL_FROM: mailFrom.optional(),
  POSTERN_STATEMENT_NAMES: onOff.default(true),
})

export type Variables = z.infer<typeof schema>

export const variableNames: readonly string[] = Object.keys(schema.shape)

/** Judges each variable by itself. `variables` is absent when there are problems. */
export function parseVariables(env: Record<string, string>): {
  variables?: Variables
  problems: ConfigurationProblem[]
} {
  const parsed = schema.safeParse(env)
  if (parsed.success) return { variables: parsed.data, problems: [] }
  return {
    problems: parsed.error.issues.map(issue => {
      const [wrong = '', mend = ''] = issue.message.split('|')
      return { variable: String(issue.path[0]), wrong, mend }
    }),
  }
}
