import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

interface WatchedPool {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** What the process counts. Labels are templates and codes, never ids, hosts or people. */
export interface Metrics {
  /** @param route the route's template (`/p/:portal`), so that ids make no series; `null`: no route matched */
  observeRequest(request: { method: string; route: string | null; status: number; seconds: number }): void
  /** @param reason the refusal's code, or null when admitted */
  countSignIn(outcome: 'admitted' | 'refused', reason: string | null): void
  countMail(outcome: 'sent' | 'retried' | 'failed'): void
  /** Shows a pool's connections from now on. */
  watchPool(pool: WatchedPool): void
  /** Everything in Prometheus' text format. */
  read(): Promise<{ contentType: string; text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'postern_http_request_duration_seconds',
    help: 'Time from request to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const signIns = new Counter({
    name: 'postern_sign_ins_total',
    help: 'Sign-ins by outcome and, when refused, reason code.',
    labelNames: ['outcome', 'reason'],
    registers,
  })
  const mails = new Counter({
    name: 'postern_mails_total',
    help: 'Mails handed to the mail server, put off, or given up.',
    labelNames: ['outcome'],
    registers,
  })
  return {
    observeRequest({ method, route, status, seconds }) {
      requests.observe({ method, route: route ?? 'none', status: String(status) }, seconds)
    },
    countSignIn: (outcome, reason) => signIns.inc({ outcome, reason: reason ?? '' }),
    countMail: outcome => mails.inc({ outcome }),
    watchPool(pool) {
      new Gauge({
        name: 'postern_database_connections',
        help: 'Connections of the pool by state, and callers waiting for one.',
        labelNames: ['state'],
        registers,
        collect() {
          this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
          this.set({ state: 'idle' }, pool.idleCount)
          this.set({ state: 'waiting' }, pool.waitingCount)
        },
      })
    },
    async read() {
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
