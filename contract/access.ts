import { z } from 'zod'

/** What an API key may be given and an operation needs. */
export const scope = z.enum([
  'configuration:read',
  'configuration:write',
  'people:read',
  'people:write',
  'policies:simulate',
  'audit:read',
  'keys:read',
  'keys:write',
  'administrators:read',
  'administrators:write',
])
export type Scope = z.infer<typeof scope>

/** Console levels, each a set of scopes. */
export const level = z.enum(['owner', 'administrator', 'auditor'])
export type Level = z.infer<typeof level>

const reading: readonly Scope[] = [
  'configuration:read',
  'people:read',
  'policies:simulate',
  'audit:read',
  'keys:read',
  'administrators:read',
]
const administering: readonly Scope[] = [...reading, 'configuration:write', 'people:write', 'keys:write']

export const scopesOf: Readonly<Record<Level, readonly Scope[]>> = {
  owner: scope.options,
  administrator: administering,
  auditor: reading,
}
