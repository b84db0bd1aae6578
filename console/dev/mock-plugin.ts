import type { IncomingMessage, ServerResponse } from 'node:http'
import { administrators } from '@postern/contract/api/administrators.ts'
import { apiKeys } from '@postern/contract/api/api-keys.ts'
import type { Operation } from '@postern/contract/api/operation.ts'
import { operations } from '@postern/contract/api/registry.ts'
import { self } from '@postern/contract/api/self.ts'
import { session } from '@postern/contract/api/session.ts'
import { setup } from '@postern/contract/api/setup.ts'
import { Problem, type ProblemCode, problems } from '@postern/contract/problems.ts'
import type { Plugin } from 'vite'
import { answer } from './mock-answers.ts'

/** Development only: the API's contract answered from memory, so that screens can be worked on without a server. */
export function mockApi(): Plugin {
  return {
    name: 'mock-api',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/api/v1', (request, response) => {
        handle(request, response).catch(error => fail(response, error))
      })
    },
  }
}

const known: readonly Operation[] = [
  ...operations,
  ...[administrators, apiKeys, self, session, setup].flatMap(resource => Object.values<Operation>(resource)),
]

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock')
  const found = known
    .map(operation => ({ operation, params: match(operation, request.method ?? 'GET', url.pathname) }))
    .filter(candidate => candidate.params !== null)
    .sort((a, b) => Object.keys(a.params ?? {}).length - Object.keys(b.params ?? {}).length)[0]
  if (!found?.params) throw new Problem('resource.unknown')
  const { operation, params } = found
  const query = parsed(operation.query, 'query', Object.fromEntries(url.searchParams))
  const body = operation.method === 'GET' ? {} : parsed(operation.body, '', await readBody(request))
  const ifMatch = /"(\d+)"/.exec(String(request.headers['if-match'] ?? ''))?.[1]
  const result = await answer({
    operation,
    params,
    query: query as Record<string, string>,
    body: body as never,
    version: Number(ifMatch ?? 0),
  })
  const checked = operation.result.safeParse(result)
  if (!checked.success) console.error(operation.id, checked.error.issues)
  response.statusCode = operation.status
  if (operation.status === 204) return void response.end()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(result))
}

function match(operation: Operation, method: string, path: string): Record<string, string> | null {
  if (operation.method !== method) return null
  const names: string[] = []
  const pattern = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    names.push(name)
    return '([^/]+)'
  })
  const values = new RegExp(`^${pattern}$`).exec(path)
  if (!values) return null
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index + 1] ?? '')]))
}

function parsed(schema: Operation['body'], part: string, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map(issue => ({
    field: `${part}/${issue.path.map(String).join('/')}`,
    message: issue.message,
  }))
  throw new Problem('request.invalid', { fields })
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const text = Buffer.concat(chunks).toString()
  return text ? JSON.parse(text) : {}
}

function fail(response: ServerResponse, error: unknown): void {
  const code: ProblemCode = isProblem(error) ? error.code : 'server.failed'
  if (!isProblem(error)) console.error(error)
  const { status, title } = problems[code]
  const detail = isProblem(error) ? error.detail : undefined
  const fields = isProblem(error) && error.fields.length > 0 ? error.fields : undefined
  response.statusCode = status
  response.setHeader('content-type', 'application/problem+json')
  response.end(
    JSON.stringify({
      type: `/problems/${code}`,
      code,
      title,
      status,
      detail,
      fields,
      instance: 'req-mock-7',
    }),
  )
}

/** By name: Vite loads its configuration and this file as modules of their own. */
const isProblem = (error: unknown): error is Problem => error instanceof Error && error.name === 'Problem'
