import type { Config } from '../config.ts'
import { relayMail } from '../mail/relay.ts'
import type { Logger } from '../platform/logger.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Services } from '../services.ts'
import { expire } from './expire.ts'
import { forgetAttempts } from './forget-attempts.ts'
import { jobQueue } from './job-queue.ts'
import { sealAudit } from './seal-audit.ts'

export interface JobNeeds extends Omit<Services, 'ids'> {
  readonly log: Logger
  readonly metrics: Metrics
  readonly config: Pick<Config, 'mail' | 'outboundAllow' | 'dataDirectory'>
}

export const jobNames = ['mail.relay', 'expiry.sweep', 'audit.seal', 'attempts.forget'] as const
export type JobName = (typeof jobNames)[number]

export interface Jobs {
  /**
   * Runs a job soon instead of at its next time. Call it after the commit that gave it work; it never throws, and
   * the schedule makes good for a call that was lost.
   */
  wake(job: JobName): void
  /** Lets running jobs finish, for at most 8 s. */
  stop(): Promise<void>
}

interface Job {
  /** Five fields, UTC; with several nodes one of them takes each turn. */
  readonly cron: string
  /** How often a node looks for work that somebody woke. */
  readonly pollSeconds: number
  run(): Promise<void>
}

/** What runs beside requests, and when. Every job may run twice at once, and picks up what a killed one left. */
function jobTable(needs: JobNeeds): Record<JobName, Job> {
  const { db, clock, log, metrics, config } = needs
  let forgottenUntil: Date | null = null
  return {
    'mail.relay': {
      cron: '* * * * *',
      pollSeconds: 2,
      run: () =>
        relayMail({ db, clock, log, metrics, mail: config.mail, outboundAllow: config.outboundAllow }),
    },
    'audit.seal': {
      cron: '* * * * *',
      pollSeconds: 30,
      run: () => sealAudit(needs, config.dataDirectory),
    },
    'expiry.sweep': { cron: '*/5 * * * *', pollSeconds: 30, run: () => expire(db, clock.now()) },
    'attempts.forget': {
      cron: '7 * * * *',
      pollSeconds: 30,
      run: async () => {
        forgottenUntil = await forgetAttempts(db, clock.now(), forgottenUntil)
      },
    },
  }
}

/** Starts the jobs of this process. The database must be migrated: await `PreparedDatabase.migrated` first. */
export async function startJobs(needs: JobNeeds): Promise<Jobs> {
  const { log } = needs
  const table = jobTable(needs)
  const boss = jobQueue(needs.db, log)
  await boss.start()
  const workers = new Map<JobName, string>()
  for (const name of jobNames) {
    const job = table[name]
    // `short`: one waiting turn is enough, and a turn of a killed process blocks nobody
    await boss.createQueue(name, { policy: 'short', retryLimit: 0, deleteAfterSeconds: 3_600 })
    await boss.schedule(name, job.cron)
    const worker = await boss.work(name, { pollingIntervalSeconds: job.pollSeconds }, async () => {
      try {
        await job.run()
      } catch (error) {
        log.error({ err: error, job: name }, 'job failed; its next turn tries again')
        throw error
      }
    })
    workers.set(name, worker)
  }
  return {
    wake(name) {
      const worker = workers.get(name)
      boss.send(name).then(
        () => worker !== undefined && boss.notifyWorker(worker),
        () => log.warn({ job: name }, 'job not woken; its next turn comes by the clock'),
      )
    },
    stop: () => boss.stop({ graceful: true, timeout: 8_000, close: false }),
  }
}
