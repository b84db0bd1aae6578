import { inspect, styleText } from 'node:util'
import type { Failure, FileResult } from './record.ts'

/** Sums over some files. */
export type Totals = { files: number; passed: number; failed: number; skipped: number }

export function total(results: FileResult[]): Totals {
  const sum = (part: 'passed' | 'failed' | 'skipped') => results.reduce((n, result) => n + result[part], 0)
  return { files: results.length, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The last line of every run; tools read it, so it stays plain. */
export function finalLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

export function printFile(result: FileResult): void {
  const { file, passed, failed, skipped, milliseconds } = result
  const mark =
    failed > 0 ? styleText('red', '✖') : skipped > 0 && passed === 0 ? '-' : styleText('green', '✔')
  console.log(`  ${mark} ${file}  ${styleText('gray', `${passed} in ${seconds(milliseconds)}`)}`)
  for (const [reason, count] of result.skips)
    console.log(styleText('yellow', `      ${count} skipped: ${reason}`))
  for (const failure of result.failures) printFailure(failure)
  if (failed > 0 && result.output.trim() !== '') {
    console.log(indent(`${styleText('gray', `output of ${file}:`)}\n${result.output.trimEnd()}`, 6))
  }
}

export function printPass(name: string, results: FileResult[], milliseconds: number): void {
  const totals = total(results)
  const again = results.flatMap(result =>
    result.failures.map(failure => `  ${failure.where}  ${failure.name}`),
  )
  if (again.length > 0) console.log(styleText('red', ['', 'failed:', ...again].join('\n')))
  console.log(`${name}: ${totals.files} files, ${finalLine(totals)} in ${seconds(milliseconds)}\n`)
}

function printFailure({ name, where, error }: Failure): void {
  console.log(styleText('red', `\n    ✖ ${name}`))
  console.log(styleText('gray', `      ${where}`))
  console.log(`${indent(explain(error), 6)}\n`)
}

/** The cause that a test threw, without the frames of the runner and without an assertion's repeated fields. */
function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : inspect(cause)
  const own = 'failureType' in cause ? cause.message : undefined // a timeout or cancellation: its stack is Node's
  const text = own ?? ('code' in cause && cause.code === 'ERR_ASSERTION' ? cause.stack : inspect(cause))
  return (text ?? cause.message)
    .split('\n')
    .filter(line => !/^\s+at .*\(?node:.*[^{]$/.test(line))
    .join('\n')
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by))
}
