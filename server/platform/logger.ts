import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Names that carry secrets or personal data wherever they stand. Redaction is the second net: do not log them. */
const withheld = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'id_token',
  'refresh_token',
  'client_secret',
  'SAMLResponse',
  'SAMLRequest',
  'RelayState',
  'code',
  'state',
  'email',
  'login',
  'firstName',
  'lastName',
  'recipient',
  'claims',
  'remoteAddress',
]

/**
 * JSON lines on standard output. Says what happened to which id; people are named by account id only.
 * @param destination where lines go instead, for tests
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: withheld.flatMap(atDepths), censor: '[withheld]' },
    serializers: { err: describeError, req: describeRequest, res: describeAnswer },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The name itself and up to three objects deep. */
function atDepths(name: string): string[] {
  return ['', '*', '*.*', '*.*.*'].map(prefix => `${prefix}["${name}"]`)
}

interface DescribedError {
  type: string
  message: string
  errorCode?: string
  constraint?: string
  stack?: string
  cause?: DescribedError
}

/**
 * What may be known of an error. PostgreSQL puts the offending row into `detail` and `where`: people's data, left
 * out, while the constraint's name stays.
 */
function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error object' }
  const text = (from: string, to: string) => {
    const value: unknown = Reflect.get(error, from)
    return typeof value === 'string' ? { [to]: value } : {}
  }
  return {
    type: error.name,
    message: error.message,
    // `code` alone is withheld: elsewhere it is an authorization code
    ...text('code', 'errorCode'),
    ...text('constraint', 'constraint'),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Query strings carry codes, states and return addresses: only the path is kept. */
function describeRequest(request: { method?: string; url?: string; id?: unknown }) {
  return { id: request.id, method: request.method, path: request.url?.split('?', 1)[0] }
}

function describeAnswer(answer: { statusCode?: number }) {
  return { status: answer.statusCode }
}
