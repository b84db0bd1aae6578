/** Markup that is safe to send. Only `html` makes it, so no string and no parsed JSON can pass for it. */
class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

export type { Html }

/** What a template may hold. Nothing is written for null, undefined and false. */
export type Written = string | number | Html | readonly Written[] | null | undefined | false

/**
 * Template tag that escapes every value, for element content and for quoted attributes alike. Markup made by it stands
 * as it is, lists are written one after the other. A value in an attribute without quotes is an error.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Written[]): Html {
  requireQuotes(parts)
  let markup = parts[0] ?? ''
  for (const [index, value] of values.entries()) markup += write(value) + (parts[index + 1] ?? '')
  return new Html(markup)
}

function write(value: Written): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeMarkup(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.toString()
  return value.map(write).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}

const checked = new WeakSet<TemplateStringsArray>()

// Without quotes a space in the value would begin a new attribute, and escaping does not touch spaces.
function requireQuotes(parts: TemplateStringsArray): void {
  if (checked.has(parts)) return
  if (parts.slice(0, -1).some(part => /=\s*$/.test(part))) throw new Error('Quote every attribute value.')
  checked.add(parts)
}
