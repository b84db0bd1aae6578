import assert from 'node:assert/strict'
import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { type SmtpSink, startSmtpSink } from './smtp.ts'

/** Sends lines one after another and gives the code that answered each; spoken by hand to need no mail library. */
async function converse(url: string, lines: string[]): Promise<number[]> {
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1')
  const codes: number[] = []
  for await (const answer of createInterface(socket)) {
    if (answer[3] === '-') continue // more lines of the same answer follow
    codes.push(Number(answer.slice(0, 3)))
    const next = lines.shift()
    if (next === undefined) break
    socket.write(`${next}\r\n`)
  }
  socket.destroy()
  return codes
}

const message = 'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nTo: Ada <ada@example.test>\r\n\r\nHello\r\n.'
const delivery = () => [
  'EHLO client.test',
  'MAIL FROM:<portal@example.test>',
  'RCPT TO:<ada@example.test>',
  'DATA',
  message,
]

describe('startSmtpSink', () => {
  let sink: SmtpSink
  before(async () => {
    sink = await startSmtpSink()
  })
  after(() => sink.stop())

  it('keeps a message, parsed, with its envelope', async () => {
    const arrival = sink.waitFor(received => received.to.includes('ada@example.test'))
    assert.deepEqual(await converse(sink.url, delivery()), [220, 250, 250, 250, 354, 250])
    const { from, to, mail } = await arrival
    assert.equal(from, 'portal@example.test')
    assert.deepEqual(to, ['ada@example.test'])
    assert.equal(mail.subject, 'Grüße')
    assert.equal(mail.text?.trim(), 'Hello')
    assert.equal(sink.messages.length, 1)
  })

  for (const code of [550, 451] as const) {
    it(`answers ${code} to a recipient when told to`, async () => {
      sink.answer = code
      const codes = await converse(sink.url, delivery().slice(0, 3))
      assert.equal(codes.at(-1), code)
      sink.answer = 'accept'
    })
  }
})
