import { type Html, html } from '@postern/portal/html.ts'

/** A JSON Schema as the OpenAPI document holds it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** A schema in a line: its type, or a link to its component. */
export function typeOf(schema: Schema): Html {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return joined(choices.map(typeOf), ' or ')
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum)
    return joined(
      schema.enum.map(value => html`<code>${JSON.stringify(value)}</code>`),
      ', ',
    )
  if (schema.type === 'array' && schema.items) return html`list of ${typeOf(schema.items)}`
  if (typeof schema.additionalProperties === 'object') {
    return html`map of ${typeOf(schema.additionalProperties)}`
  }
  return html`${schema.format ?? schema.type ?? 'anything'}`
}

const joined = (parts: readonly Html[], by: string) =>
  html`${parts.flatMap((part, index) => (index === 0 ? [part] : [by, part]))}`

/** The fields of an object, or its type in a line when it has none. */
export function fieldsOf(schema: Schema): Html {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices?.some(choice => choice.properties)) {
    return html`<p>One of:</p>${choices.map(choice => fieldsOf(choice))}`
  }
  if (!schema.properties) return html`<p>${typeOf(schema)}</p>`
  const required = new Set(schema.required)
  return html`<table>
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Notes</th></tr></thead>
<tbody>${Object.entries(schema.properties).map(([name, field]) => fieldRow(name, field, required.has(name)))}</tbody>
</table>`
}

export function fieldRow(name: string, field: Schema, required: boolean): Html {
  const inner = field.type === 'array' ? field.items : field
  return html`<tr><th scope="row"><code>${name}</code></th><td>${typeOf(field)}</td><td>${notesOf(field, required)}</td></tr>
${inner?.properties && html`<tr><td colspan="3" class="inner">${fieldsOf(inner)}</td></tr>`}`
}

function notesOf(schema: Schema, required: boolean): string {
  const { minimum, maximum, minLength, maxLength } = schema
  const range = (what: string, from?: number, to?: number) =>
    from === undefined && to === undefined ? [] : [`${what}${from ?? 0} to ${to ?? 'any'}`]
  return [
    ...(required ? ['required'] : []),
    ...(schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} unless given`]),
    ...range('', minimum, maximum),
    ...range('characters: ', minLength, maxLength),
  ].join(' · ')
}
