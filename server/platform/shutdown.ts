import type { EventEmitter } from 'node:events'
import type { Logger } from './logger.ts'

export interface ShutdownOptions {
  /** Where signals arrive: `process`, or a stand-in in tests. */
  readonly signals: EventEmitter
  /** Stops taking requests, finishes those in flight, then closes what they used. */
  readonly close: () => Promise<void>
  readonly log: Pick<Logger, 'info' | 'error'>
  /** How long `close` may take, milliseconds. */
  readonly limit?: number
}

/**
 * Waits for SIGTERM or SIGINT and closes. Resolves with the exit code: 0 when everything was finished, 1 when the
 * limit passed, closing failed, or a second signal asked to hurry.
 */
export async function closeOnSignal({
  signals,
  close,
  log,
  limit = 10_000,
}: ShutdownOptions): Promise<0 | 1> {
  const signal = await nextSignal(signals)
  log.info({ signal }, 'finishing requests in flight')
  const timer = new AbortController()
  const outcome = await Promise.race([
    close().then(
      () => 'closed' as const,
      (error: unknown) => {
        log.error({ err: error }, 'closing failed')
        return 'failed' as const
      },
    ),
    nextSignal(signals).then(() => 'hurried' as const),
    elapsed(limit, timer.signal).then(() => 'late' as const),
  ])
  timer.abort()
  log.info({ outcome }, 'stopped')
  return outcome === 'closed' ? 0 : 1
}

function nextSignal(signals: EventEmitter): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    const heard = (signal: NodeJS.Signals) => {
      signals.off('SIGTERM', heard)
      signals.off('SIGINT', heard)
      resolve(signal)
    }
    signals.on('SIGTERM', heard)
    signals.on('SIGINT', heard)
  })
}

function elapsed(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    stop.addEventListener('abort', () => clearTimeout(timer))
  })
}
