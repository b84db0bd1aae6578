import { useNavigate, useSearch } from '@tanstack/react-router'

export type Filters = Readonly<Record<string, string | undefined>>

/** Filters live in the address, so that going back and sharing a link keep them. */
export function useFilters() {
  const filters = useSearch({ strict: false }) as Filters
  const navigate = useNavigate()
  const set = (changes: Filters) =>
    navigate({
      to: '.',
      replace: true,
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value)),
    } as never)
  const clear = () => navigate({ to: '.', replace: true, search: {} } as never)
  return { filters, set, clear, narrowed: Object.values(filters).some(Boolean) }
}

/** Keeps the text filters of an address and drops everything else: an address is anybody's to type. */
export function textFilters<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): { [Key in Name]?: string } => {
    const kept: { [Key in Name]?: string } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value) kept[name] = value
    }
    return kept
  }
}
