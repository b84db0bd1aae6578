/** The addresses of one connection. They carry its immutable uid, so renaming a portal breaks no identity provider. */
export interface ConnectionAddresses {
  readonly login: string
  readonly acs: string
  /** Also our SAML entity id. */
  readonly metadata: string
  readonly callback: string
  readonly finish: string
}

export function addressesOf(origin: string, connectionUid: string): ConnectionAddresses {
  const base = `${origin}/sso/${connectionUid}`
  return {
    login: `${base}/login`,
    acs: `${base}/acs`,
    metadata: `${base}/metadata`,
    callback: `${base}/callback`,
    finish: `${base}/finish`,
  }
}

/** A path a sign-in may return to: within its portal, and nothing a browser could read as another host. */
export function returnPath(wanted: string | undefined, portalUrl: string): string {
  const home = `/p/${portalUrl}`
  if (wanted === undefined || wanted.length > 500) return home
  if (wanted !== home && !wanted.startsWith(`${home}/`) && !wanted.startsWith(`${home}?`)) return home
  if (!/^[\w\-./~%?=&+]+$/.test(wanted) || wanted.includes('//') || wanted.includes('..')) return home
  // as a browser reads it: `%2e%2e` climbs like `..`
  const { pathname } = new URL(wanted, 'http://portal.invalid')
  return pathname === home || pathname.startsWith(`${home}/`) ? wanted : home
}
