/**
 * The words a person can be found by: NFKC, lower case, split at anything that is neither letter nor digit; an
 * address also as a whole. At most 40, each at most 100 characters.
 */
export function searchTerms(...texts: readonly (string | null | undefined)[]): string[] {
  const terms = new Set<string>()
  for (const text of texts) {
    const folded = (text ?? '').normalize('NFKC').toLowerCase().trim()
    if (folded.includes('@')) terms.add(folded.slice(0, 100))
    for (const word of folded.split(/[^\p{L}\p{N}]+/u)) if (word !== '') terms.add(word.slice(0, 100))
  }
  return [...terms].slice(0, 40)
}
