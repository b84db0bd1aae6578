import type { FastifyRequest } from 'fastify'
import type { TenantPlace } from '../flows/tenants.ts'
import { tenantOf } from './app.ts'

/** The tenant of a request with the origin its addresses are built on: its own, or PUBLIC_URL for the default tenant. */
export function placeOf(request: FastifyRequest, publicOrigin: string): TenantPlace {
  const { id, origin } = tenantOf(request)
  return { id, origin: origin ?? publicOrigin }
}

/** Whether cookies of this tenant are for https only: always, except on plain http for development. */
export const isSecure = ({ origin }: TenantPlace): boolean => origin.startsWith('https:')
