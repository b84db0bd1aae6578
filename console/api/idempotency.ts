const pending = new Map<string, string>()

/**
 * The key of a create. The same request sent again, because the button was pressed twice or the answer was lost,
 * carries the same key and so creates once; a changed one is a new request.
 */
export function idempotencyKey(request: string): string {
  const known = pending.get(request)
  if (known) return known
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  pending.set(request, key)
  return key
}

/** After a definite answer the next equal request is meant as another one. */
export function settle(request: string): void {
  pending.delete(request)
}
