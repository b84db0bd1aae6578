import type { TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { lockTenant } from '../catalogue/home-organization.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { hasAdministrator } from '../facts/administrator-facts.ts'
import { hashPassword } from '../platform/password-hash.ts'
import { weakField } from '../platform/password-strength.ts'
import type { Services } from '../services.ts'
import { isSetupCode, keepSetupCode, setupCodeFrom } from '../session/setup-code.ts'
import { addressCounter } from '../session/sign-in-counters.ts'
import { countTry, forgive } from '../session/throttle.ts'
import { appointAdministrator } from './appoint-administrator.ts'
import { afterPassword } from './console-session-steps.ts'
import { record } from './record.ts'
import type { StepTaken, Visitor } from './visitor.ts'

/** The one-time code to print at start, new at each; null once there is an administrator. */
export async function ensureSetupCode(
  { db, clock, ids }: Pick<Services, 'db' | 'clock' | 'ids'>,
  tenant: TenantId,
): Promise<string | null> {
  return withTenant(db, tenant, async tx => {
    if (await hasAdministrator(tx)) return null
    const code = setupCodeFrom(ids.token())
    await keepSetupCode(tx, code, clock.now())
    return code
  })
}

export async function readSetup({ db }: Pick<Services, 'db'>, tenant: TenantId): Promise<{ open: boolean }> {
  return withTenant(db, tenant, async tx => ({ open: !(await hasAdministrator(tx)) }), { readOnly: true })
}

export interface SetupForm {
  readonly code: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly password: string
}

/**
 * The first owner, by whoever can read the server's output. The code is used up with the appointment.
 * @throws Problem setup.closed, setup.code, authentication.delayed, request.invalid
 */
export async function completeSetup(
  services: Services,
  visitor: Visitor,
  form: SetupForm,
): Promise<StepTaken> {
  const { db, clock } = services
  const counter = addressCounter('setup', visitor.address, 5)
  const valid = await withTenant(db, visitor.tenant, async tx => {
    await countTry(tx, [counter], clock.now())
    const right = await checkOpen(tx, form.code, clock.now())
    if (right) await forgive(tx, { own: [counter], shared: [] })
    return right
  })
  if (!valid) throw new Problem('setup.code')
  const { email, firstName, lastName, password } = form
  const fields = await weakField('/password', password, [email, firstName, lastName])
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
  const passwordHash = await hashPassword(password)
  return withTenant(db, visitor.tenant, async tx => {
    // whoever comes second waits here, and then finds an administrator
    await lockTenant(tx)
    if (!(await checkOpen(tx, form.code, clock.now()))) throw new Problem('setup.code')
    const appointment = {
      email,
      firstName,
      lastName,
      level: 'owner',
      organizations: null,
      passwordHash,
    } as const
    const account = await appointAdministrator(tx, services, appointment, { kind: 'anonymous', id: null })
    await record(tx, services, {
      event: 'setup.completed',
      actor: { kind: 'account', id: account },
      entity: { kind: 'account', id: account },
      organization: null,
    })
    return afterPassword(tx, services, { id: account, factors: [] })
  })
}

async function checkOpen(tx: TenantTx, code: string, now: Date): Promise<boolean> {
  if (await hasAdministrator(tx)) throw new Problem('setup.closed')
  return isSetupCode(tx, code, now)
}
