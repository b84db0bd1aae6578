import { randomBytes } from 'node:crypto'
import { embeddedDatabase, postgresDatabase } from '@postern/testdata/database.ts'
import { postgresUnavailable, startPostgres } from '@postern/testdata/postgres.ts'
import { type HttpClient, httpClient, inParallel } from './http-client.ts'
import { beginSignIn, completeSignIn } from './http-sign-in.ts'
import { type PreparedTenant, prepareTenant } from './prepared-tenant.ts'
import { type Bench, median, roundedAll, table } from './result.ts'
import { type ServerProcess, spawnServer } from './server-process.ts'
import { countStatements, type SignInSteps } from './statement-count.ts'
import { withDirectory } from './temporary-directory.ts'
import { timeVerifiers } from './verifiers.ts'

const clients = 16
// an assertion lasts five minutes, also where a slow machine signs them all beforehand
const people = 400
const warmUp = 100
const alone = 40

interface Measured {
  readonly perSecond: number
  readonly cpuMilliseconds: number
}

interface EngineResult {
  readonly floor: Measured
  readonly first: Measured
  readonly returning: Measured
  /** Median milliseconds of a returning sign-in with nobody else about. */
  readonly alone: number
  readonly residentMegabytes: number
}

/** Full SAML sign-ins, ACS post to session cookie, against `postern start` in a process of its own. */
const signIn: Bench = async say => {
  const embedded = await onEmbedded()
  const unavailable = postgresUnavailable()
  const postgres = unavailable === undefined ? await onPostgres() : null
  const steps = await countStatements()
  const verifiers = await timeVerifiers()

  const engines = { pglite: embedded, ...(postgres ? { postgres } : {}) }
  say(`SAML sign-ins over HTTP, ACS post → finish → session cookie; ${clients} clients, ${people} people.`)
  say('A sign-in is two requests. CPU is the server process; PostgreSQL runs beside it, without fsync.\n')
  for (const line of tableOf(engines)) say(line)
  if (unavailable !== undefined) say(`\nNot measured on PostgreSQL: ${unavailable}.`)
  say('')
  for (const line of stepsTable(steps)) say(line)
  say('')
  const { ours, nodeSaml, rsaVerify } = verifiers
  const verifierRows = [
    ['ours', ours, nodeSaml / ours, ours / rsaVerify],
    ['node-saml', nodeSaml, 1, nodeSaml / rsaVerify],
    ['bare RSA verification', rsaVerify, nodeSaml / rsaVerify, 1],
  ]
  for (const line of table(['verifying a response', 'ms', 'over_node_saml', 'of_rsa_verify'], verifierRows))
    say(line)
  return {
    figures: roundedAll({
      ...Object.assign({}, ...Object.entries(engines).map(([name, result]) => figuresOf(name, result))),
      statements_first: steps.first.decide.statements,
      statements_returning: steps.returning.decide.statements,
      round_trips_first: steps.first.decide.roundTrips,
      round_trips_returning: steps.returning.decide.roundTrips,
      finish_statements: steps.first.finish.statements,
      finish_round_trips: steps.first.finish.roundTrips,
      verify_ms: ours,
      node_saml_verify_ms: nodeSaml,
      rsa_verify_ms: rsaVerify,
    }),
    ratios: roundedAll({
      of_floor: embedded.returning.perSecond / embedded.floor.perSecond,
      ...Object.assign({}, ...Object.entries(engines).map(([name, result]) => ratiosOf(name, result))),
      over_node_saml: nodeSaml / ours,
      of_rsa_verify: ours / rsaVerify,
    }),
  }
}

export default signIn

async function onEmbedded(): Promise<EngineResult> {
  return withDirectory(async directory => {
    const db = await embeddedDatabase(directory)
    const tenant = await prepareTenant(db).finally(() => db.close())
    return measure(tenant, { POSTERN_DATA: directory })
  })
}

async function onPostgres(): Promise<EngineResult> {
  const server = await startPostgres()
  try {
    const db = await postgresDatabase(server.superuserUrl)
    try {
      const tenant = await prepareTenant(db)
      return await withDirectory(directory =>
        measure(tenant, { POSTERN_DATA: directory, DATABASE_URL: db.url ?? '' }),
      )
    } finally {
      await db.close()
    }
  } finally {
    await server.stop()
  }
}

async function measure(tenant: PreparedTenant, settings: Record<string, string>): Promise<EngineResult> {
  const server = await spawnServer({
    ...settings,
    POSTERN_DEMO: 'off',
    // named, because a database without the key file of its directory is refused
    POSTERN_KEYS: randomBytes(32).toString('base64'),
  })
  const http = httpClient(server.port, clients)
  try {
    await server.serving
    const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)
    const strangers = range(1, people)
    const newcomers = range(people + 1, warmUp)
    // everybody comes a first time and returns: the paths are warm before they are timed
    for (const _ of ['first', 'returning']) await signInAll(server, http, tenant, newcomers, clients)
    await healthChecks(server, http, warmUp * 2)
    const before = await healthChecks(server, http, people * 4)
    const first = await signInAll(server, http, tenant, strangers, clients)
    const returning = await signInAll(server, http, tenant, strangers, clients)
    const after = await healthChecks(server, http, people * 4)
    const single = await signInAll(server, http, tenant, strangers.slice(0, alone), 1)
    return {
      floor: {
        perSecond: (before.perSecond + after.perSecond) / 2,
        cpuMilliseconds: (before.cpuMilliseconds + after.cpuMilliseconds) / 2,
      },
      first,
      returning,
      alone: single.median,
      residentMegabytes: (await server.usage()).residentMegabytes,
    }
  } finally {
    http.close()
    await server.stop()
  }
}

async function signInAll(
  server: ServerProcess,
  http: HttpClient,
  tenant: PreparedTenant,
  who: readonly number[],
  width: number,
): Promise<Measured & { median: number }> {
  const ready: Awaited<ReturnType<typeof beginSignIn>>[] = []
  await inParallel(who, clients, async person => {
    ready.push(await beginSignIn(http, tenant, person))
  })
  const latencies: number[] = []
  const measured = await timed(server, ready, width, async signIn => {
    const begun = performance.now()
    await completeSignIn(http, tenant, signIn)
    latencies.push(performance.now() - begun)
  })
  return { ...measured, median: median(latencies) }
}

const healthChecks = (server: ServerProcess, http: HttpClient, count: number) =>
  timed(server, Array.from({ length: count }), clients, async () => {
    const { status } = await http.get('/healthz')
    if (status !== 200) throw new Error(`/healthz answered ${status}`)
  })

async function timed<Item>(
  server: ServerProcess,
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<Measured> {
  const before = await server.usage()
  const milliseconds = await inParallel(items, width, work)
  const after = await server.usage()
  return {
    perSecond: (items.length / milliseconds) * 1_000,
    cpuMilliseconds: (after.cpuMilliseconds - before.cpuMilliseconds) / items.length,
  }
}

function tableOf(engines: Readonly<Record<string, EngineResult>>): string[] {
  const rows = Object.entries(engines).flatMap(([engine, { floor, first, returning, ...rest }]) => [
    [`${engine}: first time`, first.perSecond, first.perSecond / floor.perSecond, first.cpuMilliseconds],
    [
      `${engine}: returning`,
      returning.perSecond,
      returning.perSecond / floor.perSecond,
      returning.cpuMilliseconds,
      rest.alone,
      rest.residentMegabytes,
    ],
    [`${engine}: /healthz (floor)`, floor.perSecond, 1, floor.cpuMilliseconds],
  ])
  return table(['', 'per second', 'of_floor', 'CPU ms each', 'ms alone', 'RSS MB'], rows)
}

function stepsTable({ first, returning }: Record<'first' | 'returning', SignInSteps>): string[] {
  const rows = (
    [
      ['first time: decide', first.decide],
      ['returning: decide', returning.decide],
      ['either: finish', first.finish],
    ] as const
  ).map(([step, { statements, transactions, roundTrips }]) => [step, statements, transactions, roundTrips])
  return table(['sent to the database', 'statements', 'transactions', 'round trips'], rows)
}

const figuresOf = (engine: string, { floor, first, returning, ...rest }: EngineResult) => ({
  [`${engine}_first_per_second`]: first.perSecond,
  [`${engine}_returning_per_second`]: returning.perSecond,
  [`${engine}_floor_per_second`]: floor.perSecond,
  [`${engine}_first_cpu_ms`]: first.cpuMilliseconds,
  [`${engine}_returning_cpu_ms`]: returning.cpuMilliseconds,
  [`${engine}_floor_cpu_ms`]: floor.cpuMilliseconds,
  [`${engine}_alone_ms`]: rest.alone,
  [`${engine}_rss_mb`]: rest.residentMegabytes,
})

const ratiosOf = (engine: string, { floor, first, returning }: EngineResult) => ({
  [`${engine}_first_of_floor`]: first.perSecond / floor.perSecond,
  [`${engine}_returning_of_floor`]: returning.perSecond / floor.perSecond,
})
