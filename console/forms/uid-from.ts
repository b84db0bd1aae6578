const letters = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()

/** "Visiting Physicians" → `visiting_physicians`. Empty when the name has nothing to make one of. */
export function uidFrom(name: string): string {
  return letters(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 63)
    .replace(/_+$/, '')
}

/** "Visiting Physicians" → `visiting-physicians`. */
export function portalUrlFrom(name: string): string {
  return letters(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '')
}
