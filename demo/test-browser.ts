/** A page or a redirect that a test looks at. */
export interface Visit {
  url: string
  status: number
  headers: Headers
  body: string
}

interface Cookie {
  value: string
  path: string
}

/** A scripted browser: keeps cookies by path, follows redirects on the sandbox, stops where they leave it. */
export function testBrowser(origin: string) {
  const jar = new Map<string, Cookie>()

  function keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const [name = '', value = ''] = pair.split('=')
      const attribute = (key: string) =>
        attributes.find(text => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
      const path = attribute('path') ?? '/'
      const expired = Date.parse(attribute('expires') ?? '') < Date.now()
      if (expired) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { value, path })
    }
  }

  function cookiesFor(path: string): string {
    const fits = (cookie: Cookie) => cookie.path === '/' || `${path}/`.startsWith(`${cookie.path}/`)
    return [...jar]
      .filter(([, cookie]) => fits(cookie))
      .map(([key, cookie]) => `${key.split(' ')[0]}=${cookie.value}`)
      .join('; ')
  }

  async function go(url: string, form?: Record<string, string>): Promise<Visit> {
    const target = new URL(url, origin)
    if (target.origin !== origin) return { url, status: 0, headers: new Headers(), body: '' }
    const response = await fetch(target, {
      redirect: 'manual',
      headers: { cookie: cookiesFor(target.pathname) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    keep(response.headers)
    const location = response.headers.get('location')
    if (location !== null) return go(new URL(location, target).href)
    return {
      url: target.href,
      status: response.status,
      headers: response.headers,
      body: await response.text(),
    }
  }

  return {
    /** Opens an address; `status` is 0 when the redirects led away from the sandbox. */
    open: (url: string) => go(url),
    /** Submits the first form of a page with one more field pressed or typed in. */
    submit: (visit: Visit, fields: Record<string, string> = {}) => {
      const form = readForm(visit)
      return go(form.action, { ...form.fields, ...fields })
    },
  }
}

/** The first form of a page: where it goes and what it carries unseen. */
export function readForm({ body, url }: Visit): { action: string; fields: Record<string, string> } {
  const [form = ''] = body.match(/<form[\s\S]*?<\/form>/) ?? []
  const action = new URL(unescaped(/action="([^"]*)"/.exec(form)?.[1] ?? ''), url).href
  const hidden = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return {
    action,
    fields: Object.fromEntries([...hidden].map(([, name, value]) => [name, unescaped(value ?? '')])),
  }
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
}
