import type { Operation } from '../api/operation.ts'
import { problemDocument } from '../api/problem-document.ts'
import { describeOperation } from './path-item.ts'
import { Components, type Json } from './schemas.ts'

const description = `Everything the console does is here. Errors are RFC 9457 problems with a stable \`code\`.

Lists are paged by cursor: pass \`next\` of one page as \`after\` of the following one. Reads answer an \`ETag\`; edits demand it in \`If-Match\`, so that nobody overwrites what they have not seen. Creates accept an \`Idempotency-Key\`: a repeated request is answered as the first one was. Unknown fields are refused.

Send an API key as \`Authorization: Bearer …\`. The console's cookie works too; writes by cookie need the header \`X-Postern-Console: 1\` and our own origin.`

/** The OpenAPI 3.1 document of `/api/v1`, made from its operations. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const components = new Components()
  components.of(problemDocument, 'output')
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation, components),
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Postern',
      version: '1',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { consoleSession: [] }],
    paths,
    components: { schemas: sorted(components.schemas), ...shared },
  }
}

const shared = {
  securitySchemes: {
    apiKey: { type: 'http', scheme: 'bearer', description: 'An API key; its scopes say what it may do.' },
    consoleSession: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-postern-console',
      description: 'The console’s own session. Its name lacks the prefix on plain http.',
    },
  },
  headers: {
    ETag: { description: 'The version, for If-Match of an edit.', schema: { type: 'string' } },
  },
  parameters: {
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag of what is edited, as it was read.',
      schema: { type: 'string' },
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'Any text of your own, for 24 hours: the same request under it is answered once.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
  },
}

const sorted = (entries: Json) =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
