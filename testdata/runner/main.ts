import { join } from 'node:path'
import { postgresUnavailable, type RunningPostgres, startPostgres } from '../postgres.ts'
import { findTests, isEndToEnd, touchesDatabase } from './discover.ts'
import { type Engine, type Options, parseOptions, usage } from './options.ts'
import { type FileResult, noResult } from './record.ts'
import { finalLine, printFile, printPass, total } from './report.ts'
import { runFile } from './run-file.ts'

/** Where the tests are, and how many milliseconds a test, and silence between tests, may take. */
export type Setup = { root: string; test: number; silence: number }

const checkout: Setup = { root: join(import.meta.dirname, '..', '..'), test: 120_000, silence: 150_000 }

/** One round over some test files, on one engine. */
type Pass = { name: string; files: string[]; engine: Engine; concurrency: number }

/** Runs what the arguments of `npm test` select. @returns the exit code: 0 only if something ran and nothing failed. */
export async function main(args: string[], setup: Setup = checkout): Promise<number> {
  let options: Options
  try {
    options = parseOptions(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
  if (options.help) {
    console.log(usage)
    return 0
  }
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interruption.abort(new Error(`stopped by ${signal}`)))
  }
  const results = await runPasses(plan(options, setup.root), setup, interruption.signal)
  const totals = total(results)
  const ran = totals.passed + totals.failed > 0
  if (!ran)
    console.error(`No test ran${options.filters.length > 0 ? ` for ${options.filters.join(', ')}` : ''}.`)
  console.log(finalLine(totals))
  return ran && totals.failed === 0 && !interruption.signal.aborted ? 0 : 1
}

/** Which files run on which engine, in which order. */
function plan({ filters, engines }: Options, root: string): Pass[] {
  const files = findTests(root, filters)
  const ordinary = files.filter(file => !isEndToEnd(file))
  const onDatabase = ordinary.filter(file => touchesDatabase(root, file))
  const passes: Pass[] = []
  if (engines.includes('pglite')) {
    passes.push({ name: 'PGlite', files: ordinary, engine: 'pglite', concurrency: 2 })
  }
  if (engines.includes('postgres')) {
    passes.push({ name: 'PostgreSQL', files: onDatabase, engine: 'postgres', concurrency: 2 })
  }
  const engine = engines[0] ?? 'pglite'
  passes.push({ name: 'end to end', files: files.filter(isEndToEnd), engine, concurrency: 1 })
  return passes.filter(pass => pass.files.length > 0)
}

async function runPasses(passes: Pass[], setup: Setup, signal: AbortSignal): Promise<FileResult[]> {
  const results: FileResult[] = []
  let postgres: RunningPostgres | undefined
  try {
    for (const pass of passes) {
      if (signal.aborted) break
      const missing = pass.engine === 'postgres' ? postgresUnavailable() : undefined
      if (missing) {
        console.log(`${pass.name}: ${pass.files.length} files skipped: ${missing}\n`)
        results.push(...pass.files.map(file => ({ ...noResult(file), skipped: 1 })))
        continue
      }
      if (pass.engine === 'postgres') postgres ??= await startPostgres()
      results.push(...(await runPass(pass, setup, testEnvironment(pass, postgres), signal)))
    }
  } finally {
    await postgres?.stop()
  }
  return results
}

/** What a test sees: the engine to use and, for PostgreSQL, where a superuser reaches it. */
function testEnvironment({ engine }: Pass, postgres: RunningPostgres | undefined): NodeJS.ProcessEnv {
  const { POSTERN_TEST_POSTGRES: _stale, ...inherited } = process.env
  const env = { ...inherited, POSTERN_TEST_ENGINE: engine }
  return engine === 'postgres' && postgres ? { ...env, POSTERN_TEST_POSTGRES: postgres.superuserUrl } : env
}

async function runPass(
  pass: Pass,
  setup: Setup,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FileResult[]> {
  console.log(`${pass.name}: ${pass.files.length} files`)
  const started = performance.now()
  const results: FileResult[] = []
  const waiting = [...pass.files]
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined && !signal.aborted; file = waiting.shift()) {
      const result = await runFile(setup.root, file, env, { ...setup, signal })
      results.push(result)
      printFile(result)
    }
  }
  await Promise.all(Array.from({ length: pass.concurrency }, worker))
  printPass(pass.name, results, performance.now() - started)
  return results
}
