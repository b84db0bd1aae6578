import { resolve } from 'node:path'
import { isLoopbackHost } from '../platform/address-ranges.ts'
import type { Config, DatabaseConfig, MailConfig } from './config-shape.ts'
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts'
import type { Variables } from './variables.ts'

/**
 * Judges variables in the light of each other and shapes them for the composition.
 * @throws ConfigurationError
 */
export function checkTogether(v: Variables): Config {
  const production = v.NODE_ENV === 'production'
  const problems = [...productionProblems(v, production), ...pairProblems(v)]
  if (problems.length > 0) throw new ConfigurationError(problems)
  return {
    production,
    dataDirectory: resolve(v.POSTERN_DATA),
    listen: { host: v.HOST, port: v.PORT },
    publicUrl: v.PUBLIC_URL ?? `http://localhost:${v.PORT}`,
    database: database(v),
    keys: v.POSTERN_KEYS ?? null,
    logLevel: v.LOG_LEVEL,
    trustProxy: v.TRUST_PROXY === 'off' ? false : v.TRUST_PROXY,
    outboundAllow: v.POSTERN_OUTBOUND_ALLOW,
    rateLimits: v.POSTERN_RATE_LIMITS,
    demo: !production && (v.POSTERN_DEMO ?? true),
    mail: mail(v),
    metricsPort: v.METRICS_PORT ?? null,
  }
}

function database(v: Variables): DatabaseConfig {
  if (v.DATABASE_URL === undefined) return { engine: 'pglite' }
  return {
    engine: 'postgres',
    url: v.DATABASE_URL,
    migrateUrl: v.POSTERN_MIGRATE_URL ?? null,
    statementNames: v.POSTERN_STATEMENT_NAMES,
  }
}

function mail(v: Variables): MailConfig | null {
  if (!v.POSTERN_SMTP_URL || !v.POSTERN_MAIL_FROM) return null
  return { url: v.POSTERN_SMTP_URL, from: v.POSTERN_MAIL_FROM }
}

function productionProblems(v: Variables, production: boolean): ConfigurationProblem[] {
  if (!production) return []
  const problems: ConfigurationProblem[] = []
  if (!v.POSTERN_RATE_LIMITS) {
    problems.push({
      variable: 'POSTERN_RATE_LIMITS',
      wrong: 'is off, which production refuses',
      mend: 'Remove it; it exists for tests and benches.',
    })
  }
  if (v.DATABASE_URL !== undefined && v.POSTERN_KEYS === undefined) {
    problems.push({
      variable: 'POSTERN_KEYS',
      wrong: 'is missing, and every node on a shared DATABASE_URL must hold the same keys',
      mend: 'Make one with: openssl rand -base64 32',
    })
  }
  const url = v.PUBLIC_URL === undefined ? null : new URL(v.PUBLIC_URL)
  if (url?.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    problems.push({
      variable: 'PUBLIC_URL',
      wrong: 'is not https, and browsers would send sessions in the clear',
      mend: 'Put a proxy with TLS in front and write its https origin.',
    })
  }
  return problems
}

function pairProblems(v: Variables): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = []
  if (v.POSTERN_SMTP_URL && !v.POSTERN_MAIL_FROM) {
    problems.push({
      variable: 'POSTERN_MAIL_FROM',
      wrong: 'is missing beside POSTERN_SMTP_URL',
      mend: 'Write the sender of mails, for example Postern <no-reply@example.com>.',
    })
  }
  if (v.POSTERN_MIGRATE_URL && !v.DATABASE_URL) {
    problems.push({
      variable: 'DATABASE_URL',
      wrong: 'is missing beside POSTERN_MIGRATE_URL',
      mend: 'Write the address of the serving login, or remove POSTERN_MIGRATE_URL.',
    })
  }
  return problems
}
