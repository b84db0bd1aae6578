import type { Connection } from '@postern/contract/api/connections.ts'
import { None } from '../ui/none.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { StateOf } from '../ui/status.tsx'
import type { Column } from './data-table.tsx'

export const protocols = { saml: 'SAML', oidc: 'OpenID Connect' } as const

export const connectionColumns: readonly Column<Connection>[] = [
  {
    header: 'Connection',
    cell: connection => (
      <ResourceLink to="/connections/$connection" params={{ connection: connection.id }}>
        {connection.name}
      </ResourceLink>
    ),
  },
  { header: 'Protocol', cell: connection => protocols[connection.kind] },
  {
    header: 'Portal',
    cell: ({ portal }) =>
      portal ? (
        <ResourceLink to="/portals/$portal" params={{ portal: portal.id }}>
          {portal.name}
        </ResourceLink>
      ) : (
        <None />
      ),
  },
  {
    header: 'Provider',
    cell: ({ config }) => (
      <span className="code">{config.kind === 'saml' ? config.entityId : config.issuer}</span>
    ),
  },
  {
    header: 'Policy',
    cell: connection => (
      <ResourceLink to="/connections/$connection/policy" params={{ connection: connection.id }}>
        Version {connection.policyVersion}
      </ResourceLink>
    ),
  },
  { header: 'State', cell: connection => <StateOf state={connection.state} /> },
]
