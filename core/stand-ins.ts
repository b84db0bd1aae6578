import { isDate } from './mapping/attribute-text.ts'

/**
 * Stand-ins for personal text, consistent within one sign-in: equal words get equal stand-ins, also up to case, so
 * every comparison that a decision makes comes out the same. White space and commas stay, an address keeps its
 * domain (domains are trusted, not personal), a date becomes another date. Nothing links two recordings.
 */
export function standIns(): (text: string) => string {
  const words = new Map<string, Map<string, string>>()
  const dates = new Map<string, string>()

  const word = (original: string): string => {
    const folded = original.toLowerCase()
    const variants = entry(words, folded, () => new Map<string, string>([[folded, letters(words.size)]]))
    const base = variants.get(folded) ?? ''
    return entry(variants, original, () => capitalize(base, variants.size))
  }
  const date = (original: string) =>
    entry(dates, original, () => new Date(Date.UTC(1900, 0, 1 + dates.size)).toISOString().slice(0, 10))
  const token = (original: string): string => {
    if (isDate(original)) return date(original)
    const address = /^([^@]+)@([^@]+\.[^@]+)$/.exec(original)
    return address ? `${word(address[1] ?? '')}@${address[2]}` : word(original)
  }
  return text => text.replace(/[^\s,]+/g, token)
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** A number as ten lower-case letters: no digit, dot or at sign that could mean something. */
function letters(number: number): string {
  let rest = number
  let text = ''
  for (let place = 0; place < 10; place++) {
    text = String.fromCharCode(97 + (rest % 26)) + text
    rest = Math.floor(rest / 26)
  }
  return text
}

/** The n-th spelling of a stand-in that differs in case only; the first is lower case. */
const capitalize = (base: string, nth: number) =>
  [...base].map((letter, place) => ((nth >> place) & 1 ? letter.toUpperCase() : letter)).join('')
