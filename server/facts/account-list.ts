import type { AccountSummary } from '@postern/contract/api/accounts.ts'
import { accountId, type DirectoryId, type OrganizationId, profileId } from '@postern/contract/ids.ts'
import { isAny, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import { foundBy } from './search.ts'

export interface AccountFilter extends PageRequest {
  readonly search?: string | undefined
  readonly organization?: string | undefined
  readonly directory?: string | undefined
  readonly status?: string | undefined
}

export const selectedAccounts = () =>
  q
    .selectFrom('accounts as a')
    .innerJoin('directories as d', join =>
      join.onRef('d.tenant_id', '=', 'a.tenant_id').onRef('d.id', '=', 'a.directory_id'),
    )
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'a.tenant_id').onRef('o.id', '=', 'a.organization_id'),
    )
    .leftJoin('profiles as p', join =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.id', '=', 'a.profile_id'),
    )
    .select(['a.id', 'a.login', 'a.first_name', 'a.last_name', 'a.email', 'a.email_verified_at', 'a.status'])
    .select(['a.version', 'a.created_at', 'a.updated_at', 'p.id as profile_id', 'p.name as profile_name'])
    .select([
      referenceTo<DirectoryId>('d').as('directory'),
      referenceTo<OrganizationId>('o').as('organization'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectedAccounts>['execute']>>[number]

export const toAccountSummary = (row: Row): AccountSummary => ({
  id: accountId.parse(row.id),
  login: row.login,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  emailVerified: row.email_verified_at !== null,
  status: row.status as AccountSummary['status'],
  directory: row.directory,
  organization: row.organization,
  profile:
    row.profile_id === null || row.profile_name === null
      ? null
      : { id: profileId.parse(row.profile_id), name: row.profile_name },
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Accounts, newest first, of the organizations within reach (null: all). */
export async function listAccounts(
  tx: TenantTx,
  reach: readonly string[] | null,
  filter: AccountFilter,
): Promise<Page<AccountSummary>> {
  const after = idAfter(filter)
  let query = selectedAccounts()
    .orderBy('a.id', 'desc')
    .limit(filter.limit + 1)
  if (after) query = query.where('a.id', '<', after)
  if (reach) query = query.where(isAny('a.organization_id', reach))
  if (filter.organization) query = query.where('a.organization_id', '=', filter.organization)
  if (filter.directory) query = query.where('a.directory_id', '=', filter.directory)
  if (filter.status) query = query.where('a.status', '=', filter.status)
  for (const found of foundBy('a.id', 'account', filter.search ?? '')) query = query.where(found)
  return pageOf(await tx.all(query), filter, toAccountSummary)
}
