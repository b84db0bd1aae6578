import { parseArgs } from 'node:util'

/** The database engines a test can run on. */
export const engines = ['pglite', 'postgres'] as const
export type Engine = (typeof engines)[number]

/** What the command line asked for. */
export type Options = {
  /** Parts of paths; a test file runs when it holds one of them, or when there are none. */
  filters: string[]
  engines: readonly Engine[]
  help: boolean
}

export const usage = `usage: npm test -- [part of a path]... [--engine=pglite|postgres]

  npm test                          everything, on PGlite, then what touches a database on PostgreSQL, then e2e
  npm test -- core/decide           the test files whose path contains core/decide
  npm test -- --engine=postgres     only the PostgreSQL pass and e2e
`

/** Reads the arguments of `npm test`. @throws with a sentence for the user when they make no sense. */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { engine: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const chosen = engines.filter(engine => values.engine === undefined || values.engine === engine)
  if (chosen.length === 0) throw new Error(`--engine is ${engines.join(' or ')}, not ${values.engine}`)
  const filters = positionals.map(filter => filter.replace(/^\.\//, ''))
  return { filters, engines: chosen, help: values.help ?? false }
}
