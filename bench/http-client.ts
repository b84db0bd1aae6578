import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A plain keep-alive client: cheaper than fetch, so that less of the machine goes to the one who measures. */
export interface HttpClient {
  get(path: string, cookie?: string): Promise<Answer>
  post(path: string, form: string): Promise<Answer>
  close(): void
}

export function httpClient(port: number, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = (method: string, path: string, headers: Record<string, string | number>, body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, response => {
        let body = ''
        response.setEncoding('utf8').on('data', chunk => {
          body += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return {
    get: (path, cookie) => send('GET', path, cookie === undefined ? {} : { cookie }),
    post: (path, form) =>
      send(
        'POST',
        path,
        {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(form),
          // the form comes from the identity provider's page
          origin: 'https://idp.example.test',
        },
        form,
      ),
    close: () => agent.destroy(),
  }
}

/** Runs `work` on every item, at most `width` at a time. @returns milliseconds from first to last */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<number> {
  const queue = items.values()
  const begun = performance.now()
  // one iterator shared by all: each takes what is next
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return performance.now() - begun
}
