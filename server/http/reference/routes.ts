import { readFileSync } from 'node:fs'
import { operations } from '@postern/contract/api/registry.ts'
import { openApiDocument } from '@postern/contract/openapi/document.ts'
import { isProblemCode, problems } from '@postern/contract/problems.ts'
import { html } from '@postern/portal/html.ts'
import type { FastifyInstance } from 'fastify'
import { answerUnknownRoute } from '../problem.ts'
import { type ReferenceDocument, referencePage } from './page.ts'

const css = readFileSync(new URL('reference.css', import.meta.url), 'utf8')

/**
 * The description of the API for programs (`/openapi.json`) and for readers (`/api`), and a page for each problem's
 * `type`. The reader page is ours: the viewers on offer bring megabytes of script, and our policy allows none.
 */
export async function referenceRoutes(app: FastifyInstance): Promise<void> {
  // the first request pays for both, the start does not
  let made: { json: string; page: string } | undefined
  const make = () => {
    made ??= describe()
    return made
  }
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(make().json))
  app.get('/api', (_request, reply) => reply.type('text/html; charset=utf-8').send(make().page))
  app.get('/api/reference.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(css))
  app.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const { code } = request.params
    if (!isProblemCode(code)) return answerUnknownRoute(request, reply)
    return reply.type('text/html; charset=utf-8').send(problemPage(code, problems[code]))
  })
}

function describe(): { json: string; page: string } {
  const document = openApiDocument(operations)
  const page = referencePage(operations, document as unknown as ReferenceDocument)
  return { json: JSON.stringify(document), page }
}

const problemPage = (code: string, { status, title }: { status: number; title: string }) =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${code}</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><main><h1><code>${code}</code></h1><p>${title}</p><p>Answered with HTTP status ${status}.</p>
<p><a href="/api">API reference</a></p></main></body></html>
`.toString()
