/** Markup that is safe to send: made by `html`, which escapes everything put into it. */
export interface Html {
  readonly markup: string
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes text for element content and quoted attributes, in HTML and in XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

/** Template tag: strings are escaped, markup and lists of markup stand as they are, `undefined` is nothing. */
export function html(
  parts: TemplateStringsArray,
  ...values: Array<string | Html | Html[] | undefined>
): Html {
  const write = (value: (typeof values)[number]): string => {
    if (value === undefined) return ''
    if (typeof value === 'string') return escapeMarkup(value)
    return Array.isArray(value) ? value.map(write).join('') : value.markup
  }
  return { markup: parts.reduce((text, part, i) => text + write(values[i - 1]) + part) }
}
