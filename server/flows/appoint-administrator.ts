import type { Level } from '@postern/contract/access.ts'
import type { Actor } from '@postern/contract/events.ts'
import { type AccountId, accountId, type OrganizationId, type StampId } from '@postern/contract/ids.ts'
import { createAdministratorAccount } from '../apply/administrator.ts'
import { keepCredential } from '../apply/credentials.ts'
import { ensureHome } from '../catalogue/home-organization.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { dropSetupCodes } from '../session/setup-code.ts'
import { record } from './record.ts'

export interface Appointment {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly level: Level
  readonly organizations: readonly OrganizationId[] | null
  /** Null: a link to set one is sent. */
  readonly passwordHash: string | null
}

/**
 * Makes an account of the home organization and gives it a console level: the one way administrators come about,
 * from first run, command line and console. A taken address aborts on `accounts_login_key`.
 */
export async function appointAdministrator(
  tx: TenantTx,
  services: Pick<Services, 'clock' | 'ids'>,
  appointment: Appointment,
  actor: Actor,
): Promise<AccountId> {
  const { clock, ids } = services
  const now = clock.now()
  const home = await ensureHome(tx, { organization: ids.next(), directory: ids.next() }, now)
  const account = ids.next<AccountId>()
  const by = {
    stamp: ids.next<StampId>(),
    actor: actor.kind === 'account' ? accountId.parse(actor.id) : null,
    now,
  }
  await createAdministratorAccount(tx, { ...appointment, ...home, account }, by)
  if (appointment.passwordHash !== null) {
    const credential = { kind: 'password', key: 'password', label: '', data: {} } as const
    await keepCredential(tx, {
      ...credential,
      id: ids.next(),
      account,
      secret: appointment.passwordHash,
      now,
    })
  }
  await dropSetupCodes(tx)
  const { organization } = home
  const entity = (kind: string, id: string) => ({ actor, organization, entity: { kind, id } })
  await record(
    tx,
    services,
    ...(home.made.organization
      ? [{ event: 'organization.created' as const, ...entity('organization', organization) }]
      : []),
    ...(home.made.directory
      ? [{ event: 'directory.created' as const, ...entity('directory', home.directory) }]
      : []),
    { event: 'account.created', ...entity('account', account) },
    { event: 'administrator.created', ...entity('account', account), detail: { level: appointment.level } },
  )
  return account
}
