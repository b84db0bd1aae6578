import type { Provenance } from '@postern/contract/api/fields.ts'
import { None } from './none.tsx'
import { ResourceLink } from './resource-link.tsx'
import { When } from './when.tsx'

/** Who set a value or grant: "set by connection Campus, policy version 3, sign-in ABCD, 3 minutes ago". */
export function SetBy({ by }: { readonly by: Provenance | null | undefined }) {
  if (!by) return <None>Not recorded</None>
  return (
    <span className="set-by">
      <Source by={by} />
      {by.connection && by.policyVersion !== null && (
        <>
          ,{' '}
          <ResourceLink to="/connections/$connection/versions" params={{ connection: by.connection.id }}>
            policy version {by.policyVersion}
          </ResourceLink>
        </>
      )}
      {by.attempt && (
        <>
          , sign-in{' '}
          <ResourceLink to="/attempts/$attempt" params={{ attempt: by.attempt.shortId }}>
            <span className="code nowrap">{by.attempt.shortId}</span>
          </ResourceLink>
        </>
      )}
      , <When at={by.at} />
    </span>
  )
}

function Source({ by }: { readonly by: Provenance }) {
  if (by.source === 'connection') {
    if (!by.connection) return <>a connection</>
    return (
      <>
        connection{' '}
        <ResourceLink to="/connections/$connection" params={{ connection: by.connection.id }}>
          {by.connection.name}
        </ResourceLink>
      </>
    )
  }
  if (by.source === 'system') return <>the system</>
  if (!by.actor) return <>an administrator</>
  return (
    <ResourceLink to="/accounts/$account" params={{ account: by.actor.id }}>
      {by.actor.login}
    </ResourceLink>
  )
}
