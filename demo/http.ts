import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Page } from './page.ts'

const bodyLimit = 256 * 1024

/** A request the sandbox refuses; `status` is the answer. */
export class RequestError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Reads a posted form of at most 256 KB. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > bodyLimit) throw new RequestError(413, 'The form is too large.')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** Sends a page and ends the response. */
export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, page.headers).end(page.body)
}

/** Sends a small document of another type than HTML. */
export function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(text)
}
