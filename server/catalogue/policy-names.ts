import type { Policy } from '@postern/contract/policy.ts'
import type { FieldProblem } from '@postern/contract/problems.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { activeAttributeUids } from './attributes.ts'

const profileTypes = statement<{ uid: string }>(
  `select uid from profile_types where uid = $1 and status = 'active'`,
)
const roles = statement<{ administrative: boolean }>(`
  select t.administrative from roles r
  join user_types t on t.tenant_id = r.tenant_id and t.id = r.user_type_id
  where t.uid = $1 and r.uid = $2 and t.status = 'active' and r.status = 'active'`)
const locations = statement<{ id: string }>(
  `select id from locations where organization_id = $1 and name = $2 and status = 'active'`,
)
const identifiers = statement<{ identifier: boolean }>('select identifier from attributes where uid = $1')

/** Fields of a policy that name something which is not there, or which policies may not name. */
export async function unknownNames(
  tx: TenantTx,
  organization: string,
  policy: Policy,
): Promise<FieldProblem[]> {
  return [
    ...(await unknownProfileType(tx, policy)),
    ...(await unknownAttributes(tx, policy)),
    ...(await unknownRole(tx, policy)),
    ...(await unknownLocation(tx, organization, policy)),
  ]
}

async function unknownProfileType(tx: TenantTx, { profileType }: Policy): Promise<FieldProblem[]> {
  if (profileType === null || (await tx.run(profileTypes, [profileType])).length > 0) return []
  return [{ field: '/profileType', message: 'There is no such profile type.' }]
}

async function unknownAttributes(tx: TenantTx, { match, attributes }: Policy): Promise<FieldProblem[]> {
  const known = await activeAttributeUids(tx, [
    ...attributes.map(entry => entry.attribute),
    ...(match ? [match.attribute] : []),
  ])
  const fields = attributes.flatMap((entry, index) =>
    known.has(entry.attribute)
      ? []
      : [{ field: `/attributes/${index}/attribute`, message: 'There is no such attribute.' }],
  )
  if (!match) return fields
  if (!known.has(match.attribute)) {
    return [...fields, { field: '/match/attribute', message: 'There is no such attribute.' }]
  }
  const [found] = await tx.run(identifiers, [match.attribute])
  if (found?.identifier) return fields
  return [...fields, { field: '/match/attribute', message: 'Make this attribute an identifier first.' }]
}

async function unknownRole(tx: TenantTx, { defaults }: Policy): Promise<FieldProblem[]> {
  if (defaults.role === null) return []
  const [found] = await tx.run(roles, [defaults.role.userType, defaults.role.role])
  if (!found) return [{ field: '/defaults/role', message: 'There is no such role of this user type.' }]
  if (!found.administrative) return []
  return [{ field: '/defaults/role', message: 'Administrative roles are not given by policies.' }]
}

async function unknownLocation(
  tx: TenantTx,
  organization: string,
  { defaults }: Policy,
): Promise<FieldProblem[]> {
  if (defaults.location === null) return []
  if ((await tx.run(locations, [organization, defaults.location])).length > 0) return []
  return [{ field: '/defaults/location', message: 'The organization has no location of exactly this name.' }]
}
