import type { TenantTx } from '@postern/server/db/transaction.ts'

/** What of an execution plan a test judges. */
export interface Scan {
  /** Seq Scan, Index Scan, Bitmap Index Scan … */
  readonly node: string
  readonly table: string | null
  readonly index: string | null
  /** Columns the index is entered by, tenant_id apart. Empty: the whole tenant is read. */
  readonly by: readonly string[]
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

/**
 * A transaction that explains each statement before it runs, twice: planned for its values, and planned for any
 * values, as a prepared statement is from its sixth execution on.
 */
export function explaining(tx: TenantTx): { tx: TenantTx; scans: Scan[] } {
  const scans: Scan[] = []
  // one after the other, also where statements are sent together
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const wrapped: TenantTx = {
    tenant: tx.tenant,
    run: (statement, values) =>
      inTurn(async () => {
        scans.push(...(await explain(tx, statement.text, values)))
        return tx.run(statement, values)
      }),
    all: query =>
      inTurn(async () => {
        const { sql, parameters } = query.compile()
        scans.push(...(await explain(tx, sql, parameters)))
        return tx.all(query)
      }),
    first: async query => (await wrapped.all(query))[0],
    commitAfter: inFlight => tx.commitAfter(inFlight),
  }
  return { tx: wrapped, scans }
}

let prepared = 0

async function explain(tx: TenantTx, text: string, values: readonly unknown[]): Promise<Scan[]> {
  prepared += 1
  const name = `explained_${prepared}`
  const command = <Row extends object>(sql: string, as: string) =>
    tx.run<Row>({ name: `${name}_${as}`, text: sql }, [])
  await command(`prepare ${name} as ${text}`, 'prepare')
  const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
  const scans: Scan[] = []
  for (const mode of ['force_custom_plan', 'force_generic_plan']) {
    await command(`set local plan_cache_mode = ${mode}`, mode)
    const [row] = await command<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (format json) execute ${name}${given}`,
      `explain_${mode}`,
    )
    if (row) scans.push(...scansOf(row['QUERY PLAN'][0].Plan))
  }
  await command('set local plan_cache_mode = auto', 'auto')
  return scans
}

function scansOf(plan: PlanNode): Scan[] {
  const { 'Node Type': node, 'Relation Name': table = null, 'Index Name': index = null } = plan
  const scan = { node, table, index, by: columnsIn(plan['Index Cond'] ?? '') }
  const below = (plan.Plans ?? []).flatMap(scansOf)
  return node.includes('Scan') && (table !== null || index !== null) ? [scan, ...below] : below
}

const columnsIn = (condition: string) =>
  [...condition.matchAll(/\(\(?(\w+)(?:\)::\w+)? (?:=|<|>|<=|>=) /g)]
    .map(([, column]) => column ?? '')
    .filter(column => column !== 'tenant_id')

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (Array.isArray(value)) return literal(`{${value.map(item => JSON.stringify(item)).join(',')}}`)
  return `'${String(value).replaceAll(`'`, `''`)}'`
}
