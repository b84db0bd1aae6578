import type { ProfileSummary } from '@postern/contract/api/profiles.ts'
import { type OrganizationId, type ProfileTypeId, profileId } from '@postern/contract/ids.ts'
import { isAny, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import { foundBy } from './search.ts'

export interface ProfileFilter extends PageRequest {
  readonly search?: string | undefined
  readonly organization?: string | undefined
  readonly profileType?: string | undefined
  readonly status?: string | undefined
}

export const selectedProfiles = () =>
  q
    .selectFrom('profiles as p')
    .innerJoin('profile_types as t', join =>
      join.onRef('t.tenant_id', '=', 'p.tenant_id').onRef('t.id', '=', 'p.profile_type_id'),
    )
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'p.tenant_id').onRef('o.id', '=', 'p.organization_id'),
    )
    .select(['p.id', 'p.name', 'p.status', 'p.archived', 'p.end_date'])
    .select(['p.version', 'p.created_at', 'p.updated_at'])
    .select([
      referenceTo<ProfileTypeId>('t').as('profile_type'),
      referenceTo<OrganizationId>('o').as('organization'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectedProfiles>['execute']>>[number]

export const toProfileSummary = (row: Row): ProfileSummary => ({
  id: profileId.parse(row.id),
  name: row.name,
  profileType: row.profile_type,
  organization: row.organization,
  status: row.status as ProfileSummary['status'],
  archived: row.archived,
  endDate: row.end_date,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Profiles, newest first, of the organizations within reach (null: all). */
export async function listProfiles(
  tx: TenantTx,
  reach: readonly string[] | null,
  filter: ProfileFilter,
): Promise<Page<ProfileSummary>> {
  const after = idAfter(filter)
  let query = selectedProfiles()
    .orderBy('p.id', 'desc')
    .limit(filter.limit + 1)
  if (after) query = query.where('p.id', '<', after)
  if (reach) query = query.where(isAny('p.organization_id', reach))
  if (filter.organization) query = query.where('p.organization_id', '=', filter.organization)
  if (filter.profileType) query = query.where('p.profile_type_id', '=', filter.profileType)
  if (filter.status) query = query.where('p.status', '=', filter.status)
  for (const found of foundBy('p.id', 'profile', filter.search ?? '')) query = query.where(found)
  return pageOf(await tx.all(query), filter, toProfileSummary)
}
