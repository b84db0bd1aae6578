import { readForm, type Visit } from '@postern/demo/test-browser.ts'

export type { Visit } from '@postern/demo/test-browser.ts'

interface Cookie {
  readonly value: string
  readonly path: string
  /** The attributes as they were set, lower case, for tests of them. */
  readonly attributes: readonly string[]
}

/** A request that a test writes by hand. */
export interface Sent {
  readonly method?: string
  readonly body?: string | URLSearchParams
  readonly headers?: Record<string, string>
  /** Answers a redirect as it is instead of following it. */
  readonly stay?: boolean
}

export interface Browser {
  /** Requests an address, by redirects to where they end. */
  open(url: string, sent?: Sent): Promise<Visit>
  /** Submits the first form of a page with more fields pressed or typed in. */
  submit(visit: Visit, fields?: Record<string, string>): Promise<Visit>
  /** What a site has left here, by name. Like a real one it keeps cookies by host: ports share them. */
  cookies(): ReadonlyMap<string, Cookie>
  /** Every address that was requested, in order. */
  readonly trail: readonly string[]
}

const hops = 20

/** A scripted browser that goes anywhere: cookies by host and path, redirects followed, no scripts. */
export function browser(origin: string): Browser {
  const jars = new Map<string, Map<string, Cookie>>()
  const trail: string[] = []
  const jarOf = ({ hostname }: URL) => {
    const jar = jars.get(hostname) ?? new Map<string, Cookie>()
    jars.set(hostname, jar)
    return jar
  }

  async function request(target: URL, { method, body, headers = {} }: Sent, bare: boolean) {
    trail.push(target.href)
    const jar = jarOf(target)
    const cookie = [...jar]
      .filter(([, { path }]) => path === '/' || `${target.pathname}/`.startsWith(`${path}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
    const response = await fetch(target, {
      redirect: 'manual',
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { accept: 'text/html', ...(bare || cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }

  async function go(url: string, sent: Sent, bare = false): Promise<Visit> {
    let target = new URL(url, origin)
    let next = sent
    for (let hop = 0; hop < hops; hop += 1) {
      const response = await request(target, next, bare && hop === 0)
      const location = response.headers.get('location')
      if (location === null || sent.stay) {
        return {
          url: target.href,
          status: response.status,
          headers: response.headers,
          body: await response.text(),
        }
      }
      await response.body?.cancel()
      target = new URL(location, target)
      next = {}
    }
    throw new Error(`${url} redirects for ever`)
  }

  return {
    open: (url, sent = {}) => go(url, sent),
    submit(visit, fields = {}) {
      const form = readForm(visit)
      // a form posted from another site carries no `SameSite=Lax` cookie
      const foreign = new URL(form.action).origin !== new URL(visit.url).origin
      return go(form.action, { body: new URLSearchParams({ ...form.fields, ...fields }) }, foreign)
    },
    cookies: () => jarOf(new URL(origin)),
    trail,
  }
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const cut = pair.indexOf('=')
  const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)]
  const attribute = (key: string) =>
    attributes.find(text => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
  const expired = Date.parse(attribute('expires') ?? '') < Date.now() || attribute('max-age') === '0'
  if (expired) jar.delete(name)
  else
    jar.set(name, {
      value,
      path: attribute('path') ?? '/',
      attributes: attributes.map(text => text.toLowerCase()),
    })
}
