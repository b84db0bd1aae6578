import { AsyncLocalStorage } from 'node:async_hooks'
import type { TenantId } from '@postern/contract/ids.ts'
import type { CompiledQuery } from 'kysely'
import { DatabaseError, type PoolClient, type QueryResultRow } from 'pg'
import type { Database } from './database.ts'
import { nameOf, type Statement, statement } from './statement.ts'

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** The handle of one open transaction: inside it, nothing else may touch the database. */
export interface Tx {
  /** Sends a constant statement; several may be sent before the first is awaited, and travel together. */
  run<Row extends QueryResultRow>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>
  /** Compiles and sends a built query. */
  all<Row>(query: Compilable<Row>): Promise<Row[]>
  /** Like `all`, expecting at most one row. */
  first<Row>(query: Compilable<Row>): Promise<Row | undefined>
  /**
   * Sends `commit` right behind statements that are still in flight, then awaits them all: saves a round trip.
   * When one failed, PostgreSQL has turned the commit into a rollback, and its error is thrown.
   */
  commitAfter(inFlight: readonly (Promise<unknown> | null)[]): Promise<void>
}

/** A transaction that sees exactly one tenant. */
export interface TenantTx extends Tx {
  readonly tenant: TenantId
}

/** A transaction of the scheduler, relay, sealer or tenant registry, across tenants on the few tables that allow it. */
export interface SystemTx extends Tx {
  readonly system: true
}

export interface TransactionOptions {
  /** PostgreSQL itself then refuses every write: previews and simulations run in it. */
  readOnly?: boolean
}

const enterTenant = statement(
  `select set_config('role', 'postern_app', true), set_config('postern.tenant', $1, true)`,
)
const enterSystem = statement(`select set_config('role', 'postern_system', true)`)
const running = new AsyncLocalStorage<true>()

/**
 * Runs `work` in one transaction as role postern_app with the tenant set: row-level security then hides every
 * other tenant, also from a query that forgot its `where`. Commits unless `work` throws.
 * @throws Error when called inside another transaction: on the embedded database that would never return
 */
export function withTenant<T>(
  db: Database,
  tenant: TenantId,
  work: (tx: TenantTx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transact(db, enterTenant, [tenant], tx => work(Object.assign(tx, { tenant })), options)
}

/** Runs `work` in one transaction as role postern_system. See the policies named in the migrations for what it reaches. */
export function withSystem<T>(db: Database, work: (tx: SystemTx) => Promise<T>): Promise<T> {
  return transact(db, enterSystem, [], tx => work(Object.assign(tx, { system: true as const })), {})
}

async function transact<T>(
  db: Database,
  enter: Statement<unknown>,
  values: readonly unknown[],
  work: (tx: Tx) => Promise<T>,
  { readOnly = false }: TransactionOptions,
): Promise<T> {
  if (running.getStore())
    throw new Error('A transaction was opened inside a transaction: pass the handle instead.')
  const client = await db.pool.connect()
  let broken: Error | undefined
  try {
    return await running.run(true, () => transactOn(client, db, enter, values, work, readOnly))
  } catch (error) {
    if (isBroken(error)) broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}

async function transactOn<T>(
  client: PoolClient,
  db: Database,
  enter: Statement<unknown>,
  values: readonly unknown[],
  work: (tx: Tx) => Promise<T>,
  readOnly: boolean,
): Promise<T> {
  const send = <Row extends QueryResultRow>(text: string, args: readonly unknown[], name?: string) => {
    db.onStatement?.(text)
    return client.query<Row>({
      text,
      values: [...args],
      ...(name === undefined || db.statementNames === false ? {} : { name }),
    })
  }
  const begun = send(readOnly ? 'begin read only' : 'begin', [])
  const entered = send(enter.text, values, enter.name)
  const tx = new OpenTransaction(send)
  // all three travel together; awaiting them as one keeps a failed begin from going unheard
  const settled = await Promise.allSettled([begun, entered, work(tx)])
  const failed = settled.find(result => result.status === 'rejected')
  if (failed) {
    if (!tx.ended) await send('rollback', []).catch(() => {})
    throw failed.reason
  }
  if (!tx.ended) await send('commit', [])
  return (settled[2] as PromiseFulfilledResult<Awaited<T>>).value
}

type Send = <Row extends QueryResultRow>(
  text: string,
  args: readonly unknown[],
  name?: string,
) => Promise<{ rows: Row[] }>

class OpenTransaction implements Tx {
  ended = false
  readonly #send: Send

  constructor(send: Send) {
    this.#send = send
  }

  async run<Row extends QueryResultRow>(
    statement: Statement<Row>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return (await this.#send<Row>(statement.text, values, statement.name)).rows
  }

  async all<Row>(query: Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = query.compile()
    return (await this.#send(sql, parameters, nameOf(sql))).rows as Row[]
  }

  async first<Row>(query: Compilable<Row>): Promise<Row | undefined> {
    return (await this.all(query))[0]
  }

  async commitAfter(inFlight: readonly (Promise<unknown> | null)[]): Promise<void> {
    this.ended = true
    const settled = await Promise.allSettled([...inFlight, this.#send('commit', [])])
    const failed = settled.find(result => result.status === 'rejected')
    if (failed) throw failed.reason
  }
}

/** Whether the connection is gone. What the server reports about a statement says nothing of that, unless fatal. */
function isBroken(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.severity === 'FATAL' || error.severity === 'PANIC'
  return error instanceof Error && /connection|ECONN|EPIPE|terminat/i.test(error.message)
}
