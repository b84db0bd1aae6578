import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const built = fileURLToPath(new URL('../../console/dist/', import.meta.url))

/**
 * The console's policy: its own scripts only. Styles may stand inline because the component library sets positions
 * that way; data: images are QR codes for authenticator apps.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/** The administrators' single-page console: hashed assets cached for ever, one page for every address below `/console/`. */
export async function consoleRoutes(app: FastifyInstance): Promise<void> {
  app.get('/console', (_request, reply) => reply.redirect('/console/', 302))
  app.get('/', (_request, reply) => reply.redirect('/console/', 302))
  if (existsSync(join(built, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(built, 'assets'),
      prefix: '/console/assets/',
      immutable: true,
      maxAge: '365d',
    })
    app.get('/console/mark.svg', (_request, reply) =>
      reply.sendFile('mark.svg', built, { maxAge: '1d', immutable: false }),
    )
  }
  app.get('/console/*', (_request, reply) => sendConsole(reply))
  app.get('/console/', (_request, reply) => sendConsole(reply))
}

async function sendConsole(reply: FastifyReply): Promise<FastifyReply> {
  const page = await readFile(join(built, 'index.html')).catch(() => null)
  reply.header('content-security-policy', policy)
  if (page) return reply.type('text/html; charset=utf-8').send(page)
  return reply
    .status(503)
    .type('text/plain; charset=utf-8')
    .send('The console is not built. Run: npm run prepare\n')
}
