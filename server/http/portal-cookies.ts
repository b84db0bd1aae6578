import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Names of cookies. Over https the `__Host-` prefix makes the browser enforce Secure, Path=/ and no Domain; plain
 * http is served on loopback only, where the prefix would be refused.
 */
const prefixed = (secure: boolean, name: string) => (secure ? `__Host-${name}` : name)
const sessionName = (secure: boolean, portalUid: string) => prefixed(secure, `postern-portal-${portalUid}`)
const browserName = (secure: boolean) => prefixed(secure, 'postern-browser')

const base = { path: '/', httpOnly: true, sameSite: 'lax' } as const

/** The session cookie of one portal: its name carries the portal, so that portals of one host do not mix. */
export function portalSession(request: FastifyRequest, secure: boolean, portalUid: string): string | null {
  return request.cookies[sessionName(secure, portalUid)] ?? null
}

export function setPortalSession(
  reply: FastifyReply,
  secure: boolean,
  portalUid: string,
  token: string,
): void {
  // no expiry: the cookie ends with the browser, the session by its own rules
  reply.setCookie(sessionName(secure, portalUid), token, { ...base, secure })
}

export function clearPortalSession(reply: FastifyReply, secure: boolean, portalUid: string): void {
  reply.clearCookie(sessionName(secure, portalUid), { ...base, secure })
}

/** What binds a sign-in to the browser that began it. */
export function browserBinding(request: FastifyRequest, secure: boolean): string | undefined {
  return request.cookies[browserName(secure)]
}

export function setBrowserBinding(reply: FastifyReply, secure: boolean, value: string): void {
  reply.setCookie(browserName(secure), value, { ...base, secure, maxAge: 3_600 })
}
