import { Problem } from '@postern/contract/problems.ts'

/** Unique constraints that callers can run into, the field each guards and what to say. */
const conflicts: Readonly<Record<string, { field: string; message: string }>> = {
  organizations_tenant_id_uid_key: { field: '/uid', message: 'Another organization has this uid.' },
  directories_tenant_id_uid_key: { field: '/uid', message: 'Another directory has this uid.' },
  portals_tenant_id_uid_key: { field: '/uid', message: 'Another portal has this uid.' },
  portals_tenant_id_url_key: { field: '/url', message: 'Another portal has this address.' },
  portals_tenant_id_name_key_key: { field: '/name', message: 'Another portal has this name.' },
  user_types_tenant_id_uid_key: { field: '/uid', message: 'Another user type has this uid.' },
  roles_tenant_id_user_type_id_uid_key: { field: '/uid', message: 'Another role of the type has this uid.' },
  groups_tenant_id_uid_key: { field: '/uid', message: 'Another group has this uid.' },
  locations_tenant_id_uid_key: { field: '/uid', message: 'Another location has this uid.' },
  locations_tenant_id_organization_id_name_key: {
    field: '/name',
    message: 'Another location of the organization has this name.',
  },
  profile_types_tenant_id_uid_key: { field: '/uid', message: 'Another profile type has this uid.' },
  attributes_tenant_id_uid_key: { field: '/uid', message: 'Another attribute has this uid.' },
  connections_tenant_id_uid_key: { field: '/uid', message: 'Another connection has this uid.' },
}

/** The conflict a violated constraint means to the caller, or null when it is not the caller's doing. */
export function conflictOf(constraint: string | null): Problem | null {
  if (constraint === null) return null
  if (constraint === 'policies_pkey') return new Problem('edit.stale')
  const field = conflicts[constraint]
  return field ? new Problem('resource.conflict', { fields: [field] }) : null
}
