import type { EventEmitter } from 'node:events'
import { z } from 'zod'
import type { RunningServer } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import { closeOnSignal } from '../platform/shutdown.ts'
import { announce } from './announce.ts'
import { type Command, command } from './command.ts'

/** The composition: everything that serves, started and stoppable. */
export type StartServer = (config: Config, log: Logger) => Promise<RunningServer>

/** @param signals where SIGTERM and SIGINT arrive */
export function startCommand(startServer: StartServer, signals: EventEmitter): Command {
  return command({
    summary: 'Serves portals, console and API until SIGTERM or SIGINT, then finishes requests in flight.',
    options: {},
    schema: z.object({}),
    async run(_options, { env, note }) {
      const config = readConfig(env)
      const log = createLogger(config.logLevel)
      const server = await startServer(config, log)
      // to standard error: standard output is for log lines, which programs read
      server.announced.then(
        announcement => announce(announcement, note),
        () => note('Starting did not finish; the log says why.'),
      )
      return closeOnSignal({ signals, close: () => server.close(), log })
    },
  })
}
