import { operations } from '@postern/contract/api/registry.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { Implementation } from '@postern/server/http/api/implement.ts'

/** Resources that depend on a real session, tested in access.test.ts. */
const elsewhere = new Set(['self', 'session', 'setup'])

export const isElsewhere = (operation: string) => elsewhere.has(operation.slice(0, operation.indexOf('.')))

/** Stand-ins for these operations: what is tested is who gets as far as this. */
export const stubs: readonly Implementation[] = operations
  .filter(operation => isElsewhere(operation.id))
  .map(operation => ({
    operation,
    handle: async () => {
      throw new Problem('server.failed')
    },
  }))
