import { once } from 'node:events'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** A message as it arrived: the envelope beside the parsed mail. */
export type ReceivedMessage = { from: string; to: string[]; mail: Email; raw: string }

/** What the sink does with a recipient: takes it, refuses it for good (550) or for now (451). */
export type SinkAnswer = 'accept' | 550 | 451

/** A mail server that keeps what it gets. */
export type SmtpSink = {
  /** For `POSTERN_SMTP_URL`. */
  url: string
  /** Everything accepted so far, oldest first. */
  messages: ReceivedMessage[]
  /** Read at every recipient, so a test can let the first try fail and the second succeed. */
  answer: SinkAnswer
  /** The first message that matches, also one still to come; rejects after 10 s. */
  waitFor(match?: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage>
  stop(): Promise<void>
}

const refusals = {
  550: 'No such mailbox here',
  451: 'Try again later',
}

/** Starts a mail server on a free loopback port, without TLS and without a login. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const arrivals = new EventTarget()
  const messages: ReceivedMessage[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo(_address, _session, done) {
      if (sink.answer === 'accept') return done()
      done(Object.assign(new Error(refusals[sink.answer]), { responseCode: sink.answer }))
    },
    onData(stream, session, done) {
      read(stream, session).then(message => {
        messages.push(message)
        arrivals.dispatchEvent(new Event('message'))
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    answer: 'accept',
    async waitFor(match = () => true) {
      const signal = AbortSignal.timeout(10_000)
      for (;;) {
        const found = messages.find(match)
        if (found) return found
        await once(arrivals, 'message', { signal }).catch(() => {
          throw new Error(`no such mail in 10 s; ${messages.length} others: ${subjects(messages)}`)
        })
      }
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
  return sink
}

async function read(stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<ReceivedMessage> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const { mailFrom, rcptTo } = session.envelope
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(recipient => recipient.address),
    mail: await PostalMime.parse(raw),
    raw: raw.toString('utf8'),
  }
}

function subjects(messages: ReceivedMessage[]): string {
  return messages.map(message => JSON.stringify(message.mail.subject ?? '')).join(', ')
}
