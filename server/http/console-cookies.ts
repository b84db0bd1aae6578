import type { FastifyReply, FastifyRequest } from 'fastify'

/** Cookies of the console: the session, and the proof that somebody signed in from this browser before. */
const prefixed = (secure: boolean, name: string) => (secure ? `__Host-${name}` : name)
const sessionName = (secure: boolean) => prefixed(secure, 'postern-console')
const deviceName = (secure: boolean) => prefixed(secure, 'postern-device')

const base = { path: '/', httpOnly: true, sameSite: 'lax' } as const
/** Browsers keep cookies for 400 days at most (RFC 6265bis). */
const deviceSeconds = 400 * 86_400

export function consoleSession(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[sessionName(secure)] ?? null
}

export function knownDevice(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[deviceName(secure)] ?? null
}

export function setConsoleCookies(
  reply: FastifyReply,
  secure: boolean,
  { token, device }: { token: string; device: string },
): void {
  // the session cookie ends with the browser, the session by its own rules
  reply.setCookie(sessionName(secure), token, { ...base, secure })
  reply.setCookie(deviceName(secure), device, { ...base, sameSite: 'strict', secure, maxAge: deviceSeconds })
}

export function clearConsoleSession(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(sessionName(secure), { ...base, secure })
}
