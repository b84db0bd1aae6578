import type { Connection } from '@postern/contract/api/connections.ts'
import { policies, type StoredPolicy } from '@postern/contract/api/policies.ts'
import { useQuery } from '@tanstack/react-query'
import { type Dispatch, useState } from 'react'
import { reading } from '../api/queries.ts'
import { useConnection } from '../api/use-connection.ts'
import { KnownClaims } from '../policy/claim-field.tsx'
import { exampleClaims } from '../policy/example-claims.ts'
import { PolicyFields, usePolicyForm } from '../policy/policy-form.tsx'
import { policyOf, valuesOf } from '../policy/policy-values.ts'
import { Simulator } from '../policy/simulator.tsx'
import { useKnownClaims } from '../policy/use-known-claims.ts'
import { useFilters } from '../table/use-filters.ts'
import { Loaded } from '../ui/loaded.tsx'
import '../policy/policy.css'

export function Page() {
  const connection = useConnection()
  const pasted = useState('')
  const query = useQuery(reading(policies.read, { params: { connection: connection.id } }))
  return (
    <Loaded query={query} what="the policy">
      {stored => <Editor key={stored.version} connection={connection} stored={stored} pasted={pasted} />}
    </Loaded>
  )
}

interface Props {
  readonly connection: Connection
  readonly stored: StoredPolicy
  readonly pasted: readonly [string, Dispatch<string>]
}

function Editor({ connection, stored, pasted: [text, setText] }: Props) {
  const { filters } = useFilters()
  const initial = valuesOf(stored.policy)
  const state = usePolicyForm(connection, stored.version, initial)
  return (
    <KnownClaims.Provider value={useKnownClaims(connection)}>
      <div className="beside">
        <PolicyFields connection={connection} state={state} />
        <div className="beside-sticky">
          <Simulator
            connection={connection}
            policy={() => policyOf(state.form.getValues())}
            inForce={() => !state.form.isDirty()}
            attempt={filters.attempt}
            text={text}
            setText={setText}
            example={exampleClaims(policyOf(state.form.values))}
          />
        </div>
      </div>
    </KnownClaims.Provider>
  )
}
