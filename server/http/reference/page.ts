import type { Operation } from '@postern/contract/api/operation.ts'
import { type Html, html } from '@postern/portal/html.ts'
import { type Described, marked, operationView } from './operation-view.ts'
import { fieldsOf, type Schema } from './schema-view.ts'

/** The OpenAPI document, as far as the page shows it. */
export interface ReferenceDocument {
  readonly info: { readonly title: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** The reference as one page without scripts: every operation folded, every schema linked. */
export function referencePage(operations: readonly Operation[], document: ReferenceDocument): string {
  const resources = [...Map.groupBy(operations, operation => operation.id.split('.')[0] ?? '')]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<nav aria-label="Resources">
<p><strong>${document.info.title} API</strong></p>
<ul>${resources.map(([resource]) => html`<li><a href="#${resource}">${wordsOf(resource)}</a></li>`)}
<li><a href="#schemas">Schemas</a></li></ul>
</nav>
<main id="content">
<h1>${document.info.title} API</h1>
${document.info.description.split('\n\n').map(paragraph => html`<p>${marked(paragraph)}</p>`)}
<p>Everything below is also <a href="/openapi.json">an OpenAPI 3.1 document</a>. Paths begin with <code>/api/v1</code>.</p>
${resources.map(([resource, members]) => resourceView(resource, members, document))}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(schemaSection)}
</main>
</body>
</html>
`.toString()
}

function resourceView(resource: string, members: readonly Operation[], document: ReferenceDocument): Html {
  return html`<h2 id="${resource}">${wordsOf(resource)}</h2>
${members.flatMap(operation => {
  const described = document.paths[operation.path]?.[operation.method.toLowerCase()]
  return described ? [operationView(operation, described)] : []
})}`
}

const schemaSection = ([name, schema]: [string, Schema]) =>
  html`<section id="schema-${name}"><h3>${name}</h3>${fieldsOf(schema)}</section>`

/** `userTypes` as people read it: `User types`. */
function wordsOf(resource: string): string {
  const words = resource.replace(/[A-Z]/g, capital => ` ${capital.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
