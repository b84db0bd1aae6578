import { z } from 'zod'
import { readConfig } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { command } from './command.ts'
import { checkDatabase } from './doctor/check-database.ts'
import { checkKeys } from './doctor/check-keys.ts'
import { checkMail } from './doctor/check-mail.ts'
import { checkPublicUrl } from './doctor/check-public-url.ts'
import { checkSystem } from './doctor/check-system.ts'
import { type Finding, ok } from './doctor/finding.ts'
import { exit } from './exit-codes.ts'

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const

export default command({
  summary: 'Checks configuration, database, keys, clock, mail and public URL, and says how to mend each.',
  options: {},
  schema: z.object({}),
  async run(_options, { env, out }) {
    const show = ({ level, check, says, mend }: Finding) => {
      out(`${marks[level]}  ${check}: ${says}`)
      if (mend !== undefined) out(`      ${mend}`)
    }
    const config = readConfig(env)
    show(
      ok(
        'configuration',
        `every variable is understood; ${config.production ? 'production' : 'development'}`,
      ),
    )
    const { keys, findings: aboutKeys } = checkKeys(config)
    const findings: Finding[] = []
    for (const check of [
      () => checkSystem(config),
      () => aboutKeys,
      () => checkDatabase(config, systemClock, keys),
      () => checkMail(config),
      () => checkPublicUrl(config),
    ]) {
      const found = await check()
      for (const finding of found) show(finding)
      findings.push(...found)
    }
    const failed = findings.filter(({ level }) => level === 'fail').length
    const warned = findings.filter(({ level }) => level === 'warn').length
    out(failed === 0 ? `No failures, ${warned} warnings.` : `${failed} failures, ${warned} warnings.`)
    return failed === 0 ? exit.ok : exit.failed
  },
})
