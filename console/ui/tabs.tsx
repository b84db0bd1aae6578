import { Link } from '@tanstack/react-router'

interface Tab {
  readonly to: string
  readonly label: string
}

/** The parts of one resource, each with an address of its own. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(tab => (
        <Link key={tab.to} to={tab.to} activeOptions={{ exact: true }}>
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
