import type { Config } from '../../config.ts'
import { openTransport } from '../../mail/transport.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The mail server answers and takes our login; nothing is sent. */
export async function checkMail({
  mail,
  outboundAllow,
}: Pick<Config, 'mail' | 'outboundAllow'>): Promise<Finding[]> {
  if (!mail) {
    const mend = 'Set POSTERN_SMTP_URL and POSTERN_MAIL_FROM; until then mails wait in the outbox.'
    return [warn('mail', 'no mail server is configured', mend)]
  }
  try {
    const transport = await openTransport(mail, outboundAllow)
    try {
      await transport.probe()
    } finally {
      transport.close()
    }
    return [ok('mail', `${mail.url.host} answers`)]
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return [
      fail(
        'mail',
        `${mail.url.host} cannot be used (${said})`,
        'Check POSTERN_SMTP_URL: host, port, login; smtps: for port 465, smtp: otherwise. Private addresses need POSTERN_OUTBOUND_ALLOW.',
      ),
    ]
  }
}
