import type { TenantPlace } from '../flows/tenants.ts'

/** Whether cookies of this tenant are for https only: always, except on plain http for development. */
export const isSecure = ({ origin }: TenantPlace): boolean => origin.startsWith('https:')
