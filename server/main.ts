import { runCommand } from './commands/run.ts'

/** The process: the only wiring of commands to it. Nothing imports this file; `bin/postern.mjs` starts it. */
process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    start: {
      summary: 'Serves until SIGTERM or SIGINT.',
      load: async () => {
        const [{ startCommand }, { startServer }] = await Promise.all([
          import('./commands/start.ts'),
          import('./app.ts'),
        ])
        return startCommand(startServer, process)
      },
    },
    migrate: {
      summary: 'Brings the database to this release.',
      load: async () => (await import('./commands/migrate.ts')).default,
    },
    doctor: {
      summary: 'Checks the installation and says how to mend it.',
      load: async () => (await import('./commands/doctor.ts')).default,
    },
    'tenant create': {
      summary: 'Makes a tenant.',
      load: async () => (await import('./commands/tenant-create.ts')).default,
    },
    'admin create': {
      summary: 'Makes an administrator.',
      load: async () => (await import('./commands/admin-create.ts')).default,
    },
    'key create': {
      summary: 'Makes an API key.',
      load: async () => (await import('./commands/key-create.ts')).default,
    },
    'audit verify': {
      summary: 'Checks the audit log against its seals.',
      load: async () => (await import('./commands/audit-verify.ts')).default,
    },
    'audit head': {
      summary: 'Prints the newest signed head of the audit log.',
      load: async () => (await import('./commands/audit-head.ts')).default,
    },
  },
  {
    env: process.env,
    out: line => process.stdout.write(`${line}\n`),
    note: line => process.stderr.write(`${line}\n`),
  },
)

// What could not be closed in time must not keep the process: output gets a second to drain, then it ends.
setTimeout(() => process.exit(), 1_000).unref()
