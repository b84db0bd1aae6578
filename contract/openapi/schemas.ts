import { z } from 'zod'

/** A JSON Schema, or any other part of the document. */
export type Json = { [name: string]: unknown }

/** Turns schemas into JSON Schema and collects those with an id as components. */
export class Components {
  readonly schemas: Json = {}

  /** @param io requests are described as sent (`input`), answers as received (`output`) */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _, $defs, ...described } = z.toJSONSchema(schema, { io }) as Json & { $defs?: Json }
    for (const [id, definition] of Object.entries($defs ?? {})) this.#add(id, definition)
    return pointed(described) as Json
  }

  #add(id: string, definition: unknown): void {
    const made = pointed(definition)
    const known = this.schemas[id]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(made)) {
      throw new Error(
        `The schema ${id} is described in two ways: give requests and answers schemas of their own.`,
      )
    }
    this.schemas[id] = made
  }
}

/** References of single schemas, pointing into the document. */
function pointed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(pointed)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', '#/components/schemas/')
        : pointed(value),
    ]),
  )
}
