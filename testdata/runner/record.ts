import { join } from 'node:path'
import type { EventData } from 'node:test'

/** One test, suite or file that went wrong; `where` is `file:line`. */
export type Failure = { name: string; where: string; error: unknown }

/** What became of one test file. */
export type FileResult = {
  file: string
  passed: number
  failed: number
  skipped: number
  milliseconds: number
  failures: Failure[]
  /** Why tests did not run, and how many for each reason. */
  skips: Map<string, number>
  /** What the file wrote, the last 20,000 characters. */
  output: string
}

/** The result of a file of which nothing is known yet. */
export function noResult(file: string): FileResult {
  return {
    file,
    passed: 0,
    failed: 0,
    skipped: 0,
    milliseconds: 0,
    failures: [],
    skips: new Map(),
    output: '',
  }
}

/** Turns the events that `node:test` reports for one file into its result. */
export class Recorder {
  readonly result: FileResult
  readonly #absolute: string
  /** The names of the suites around the test being reported. */
  readonly #path: string[] = []

  constructor(root: string, file: string) {
    this.#absolute = join(root, file)
    this.result = noResult(file)
  }

  start({ name, nesting }: EventData.TestStart): void {
    this.#path.length = nesting
    this.#path.push(name)
  }

  pass({ name, skip, todo, details }: EventData.TestPass): void {
    // Node counts a file without tests as a passed test, which hides that it tests nothing.
    if (name === this.#absolute) this.#fail(name, 'this file has no tests')
    else if (skip || todo) this.#skip(skip || todo)
    else if (details.type !== 'suite') this.result.passed++
  }

  fail({ name, nesting, line, todo, details: { error } }: EventData.TestFail): void {
    if ('failureType' in error && error.failureType === 'subtestsFailed') return // each of them was reported
    if (todo) this.#skip(todo)
    else if ('exitCode' in error && typeof error.exitCode === 'number') {
      this.#fail(name, `the process ended with exit code ${error.exitCode}`)
    } else this.#fail([...this.#path.slice(0, nesting), name].join(' › '), error, line)
  }

  write(text: string): void {
    this.result.output = (this.result.output + text).slice(-20_000)
  }

  #skip(reason: string | boolean | undefined): void {
    const text = typeof reason === 'string' && reason !== '' ? reason : 'no reason given'
    this.result.skipped++
    this.result.skips.set(text, (this.result.skips.get(text) ?? 0) + 1)
  }

  #fail(name: string, error: unknown, line?: number): void {
    const { file } = this.result
    const wholeFile = name === this.#absolute
    this.result.failed++
    this.result.failures.push({
      name: wholeFile ? file : name,
      where: wholeFile || line === undefined ? file : `${file}:${line}`,
      error,
    })
  }
}
