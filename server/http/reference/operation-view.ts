import type { Operation } from '@postern/contract/api/operation.ts'
import { type Html, html } from '@postern/portal/html.ts'
import { fieldRow, fieldsOf, type Schema, typeOf } from './schema-view.ts'

/** One operation of the OpenAPI document, as far as the page shows it. */
export interface Described {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}
type Parameter =
  | { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }
  | { readonly $ref: string }
type Content = Readonly<Record<string, { readonly schema: Schema }>>

const accessText = (access: Operation['access']) => {
  if (access === 'public') return html`Needs nobody signed in.`
  if (access === 'self') return html`For signed-in administrators, about themselves.`
  return html`Needs the scope <code>${access}</code>.`
}

/** One operation, folded. */
export function operationView(operation: Operation, described: Described): Html {
  const { id, method, path } = operation
  const body = described.requestBody?.content['application/json']?.schema
  return html`<details id="${id}">
<summary><span class="method">${method}</span> <code>${path}</code> <span>${described.summary}</span></summary>
<p>${accessText(operation.access)}${headersText(operation)}</p>
${parametersView(described.parameters)}
${body && html`<h3>Body</h3>${fieldsOf(body)}`}
<h3>Answers</h3>
<table><tbody>${Object.entries(described.responses).map(answerRow)}</tbody></table>
</details>`
}

function headersText({ versioned, method, idempotent }: Operation): Html {
  return html`${versioned && method === 'GET' && html` Answers an <code>ETag</code>.`}
${versioned && method !== 'GET' && html` Demands <code>If-Match</code>.`}
${idempotent && html` Accepts an <code>Idempotency-Key</code>.`}`
}

function parametersView(parameters: readonly Parameter[]): Html | null {
  const named = parameters.flatMap(parameter => ('name' in parameter ? [parameter] : []))
  if (named.length === 0) return null
  return html`<h3>Parameters</h3>
<table><tbody>${named.map(({ name, schema, required }) => fieldRow(name, schema, required))}</tbody></table>`
}

function answerRow([status, answer]: [string, Described['responses'][string]]): Html {
  const schema = Object.values(answer.content ?? {})[0]?.schema
  const lines = answer.description.split('\n\n').map(line => html`<p>${marked(line)}</p>`)
  return html`<tr><th scope="row">${status}</th><td>${lines}</td><td>${schema && typeOf(schema)}</td></tr>`
}

/** Text with its `code` marked. */
export function marked(text: string): Html {
  const parts = text.split('`')
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
