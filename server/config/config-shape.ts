import type { Range } from '../platform/address-ranges.ts'
import type { LogLevel } from '../platform/logger.ts'

/** What the environment says, checked. Every part is handed on by name; nothing else reads the environment. */
export interface Config {
  readonly production: boolean
  /** Absolute path: embedded database, key file, audit anchors. */
  readonly dataDirectory: string
  readonly listen: { readonly host: string; readonly port: number }
  /** Origin (scheme, host, port) of the default tenant's links; no path, no trailing slash. */
  readonly publicUrl: string
  readonly database: DatabaseConfig
  /** Key ring, newest first; null: a key file in the data directory, made at first start. */
  readonly keys: readonly [Buffer, ...Buffer[]] | null
  readonly logLevel: LogLevel
  /** Comma-separated addresses of proxies whose X-Forwarded-* headers count, or false. */
  readonly trustProxy: string | false
  /** Address ranges that outbound requests may reach beside public ones. */
  readonly outboundAllow: readonly Range[]
  readonly rateLimits: boolean
  /** Whether the demo tenant and the sandbox issuer may be made; never in production. */
  readonly demo: boolean
  /** Null: mail waits in the outbox. */
  readonly mail: MailConfig | null
  readonly metricsPort: number | null
}

export type DatabaseConfig =
  | { readonly engine: 'pglite' }
  | {
      readonly engine: 'postgres'
      /** The serving login: owns nothing, bypasses nothing. */
      readonly url: string
      /** The owner, for migrations; null: the serving login is tried. */
      readonly migrateUrl: string | null
      /** False for poolers that cannot keep prepared statements apart. */
      readonly statementNames: boolean
    }

export interface MailConfig {
  /** `smtp:` or `smtps:`, credentials included: never log it. */
  readonly url: URL
  /** `name@host` or `Name <name@host>`. */
  readonly from: string
}
