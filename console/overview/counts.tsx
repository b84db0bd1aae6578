import type { Overview } from '@postern/contract/api/overview.ts'
import { ResourceLink } from '../ui/resource-link.tsx'

const shown = [
  ['organizations', 'Organizations', '/organizations'],
  ['portals', 'Portals', '/portals'],
  ['connections', 'Connections', '/connections'],
  ['accounts', 'Accounts', '/accounts'],
  ['profiles', 'Profiles', '/profiles'],
] as const

const number = new Intl.NumberFormat('en')

/** How many of each there are. */
export function Counts({ counts }: { readonly counts: Overview['counts'] }) {
  return (
    <ul className="counts surface" aria-label="Counts">
      {shown.map(([key, label, to]) => (
        <li key={key}>
          <span className="count">{number.format(counts[key])}</span>
          <ResourceLink to={to}>{label}</ResourceLink>
        </li>
      ))}
    </ul>
  )
}
