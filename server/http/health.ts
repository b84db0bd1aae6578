import type { FastifyInstance } from 'fastify'

/** Whether requests can be served now, and why not. */
export type Readiness = () => Promise<
  { readonly ready: true } | { readonly ready: false; readonly because: string }
>

/** For load balancers and orchestrators, on any host: the process is up; requests can be served. */
export function healthRoutes(check: Readiness) {
  return (app: FastifyInstance): void => {
    const config = { anyHost: true }
    app.get('/healthz', { config }, (_request, reply) => reply.send({ status: 'up' }))
    app.get('/readyz', { config }, async (_request, reply) => {
      const state = await check()
      return state.ready
        ? { status: 'ready' }
        : reply.status(503).send({ status: 'not ready', because: state.because })
    })
  }
}
