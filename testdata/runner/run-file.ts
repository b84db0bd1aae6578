import { join } from 'node:path'
import { run } from 'node:test'
import { type FileResult, Recorder } from './record.ts'

/** How long to wait, in milliseconds, and what stops everything. */
export type Limits = { test: number; silence: number; signal: AbortSignal }

/**
 * Runs one test file in a process of its own.
 *
 * `limits.test` ends a single test. `limits.silence` ends the file when no test starts or ends for so long: a test
 * that blocks the event loop cannot be timed out from within, and a server left open keeps its process for ever.
 */
export async function runFile(
  root: string,
  file: string,
  env: NodeJS.ProcessEnv,
  limits: Limits,
): Promise<FileResult> {
  const started = performance.now()
  const recorder = new Recorder(root, file)
  const silence = watchSilence(limits.silence)
  const stream = run({
    files: [join(root, file)],
    cwd: root,
    env,
    concurrency: 1,
    timeout: limits.test,
    signal: AbortSignal.any([silence.signal, limits.signal]),
  })
  // These two come as things happen; starts, passes and failures come in the order of the file.
  stream.on('test:dequeue', silence.broken)
  stream.on('test:complete', silence.broken)
  stream.on('test:start', event => recorder.start(event))
  stream.on('test:pass', event => recorder.pass(event))
  stream.on('test:fail', event => recorder.fail(event))
  stream.on('test:stdout', ({ message }) => recorder.write(message))
  stream.on('test:stderr', ({ message }) => recorder.write(message))
  // Only here does Node name the test whose exception came after its end.
  stream.on('test:diagnostic', ({ message }) => {
    if (message.includes('asynchronous activity after the test ended')) recorder.write(`${message}\n`)
  })
  stream.resume()
  await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject))
  silence.end()
  recorder.result.milliseconds = performance.now() - started
  return recorder.result
}

function watchSilence(limit: number) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error(explanation(limit))), limit)
  return { signal: controller.signal, broken: () => void timer.refresh(), end: () => clearTimeout(timer) }
}

function explanation(limit: number): string {
  return (
    `no test started or ended for ${limit / 1000} s: a test blocks the event loop, or something ` +
    '(a server, pool or timer) was left open after the last test'
  )
}
