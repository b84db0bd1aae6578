import type { PasskeyRegistration } from '@postern/contract/api/passkeys.ts'
import type { Factor } from '@postern/contract/api/self.ts'
import type { CredentialId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { removeFactor as removeCredential } from '../apply/credentials.ts'
import { withTenant } from '../db/transaction.ts'
import { administratorById } from '../facts/administrator-facts.ts'
import type { Services } from '../services.ts'
import type { RelyingParty } from '../session/passkeys.ts'
import * as offers from './factor-offers.ts'
import { provePassword, type Self } from './own-account.ts'
import { record } from './record.ts'

export async function listFactors({ db }: Services, self: Self): Promise<{ items: Factor[] }> {
  const administrator = await withTenant(db, self.tenant, tx => administratorById(tx, self.account), {
    readOnly: true,
  })
  const items = (administrator?.factors ?? []).map(({ id, kind, label, createdAt, lastUsedAt }) => ({
    id,
    kind,
    label,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
  return { items }
}

export async function offerTotp(services: Services, self: Self, { password }: { password: string }) {
  const administrator = await provePassword(services, self, password)
  return withTenant(services.db, self.tenant, tx => offers.offerTotp(tx, services, administrator, null))
}

export async function addTotp(
  services: Services,
  self: Self,
  answer: { challenge: string; code: string },
): Promise<Factor> {
  return withTenant(services.db, self.tenant, async tx =>
    ownOnly(self, await offers.acceptTotp(tx, services, answer)),
  )
}

export async function offerPasskey(
  services: Services,
  self: Self,
  party: RelyingParty,
  { password }: { password: string },
) {
  const administrator = await provePassword(services, self, password)
  return offers.offerPasskey(services, { tenant: self.tenant, party }, administrator, null)
}

export async function addPasskey(
  services: Services,
  self: Self,
  party: RelyingParty,
  answer: { challenge: string; registration: PasskeyRegistration; label: string },
): Promise<Factor> {
  const registered = await offers.verifyPasskey(services, { tenant: self.tenant, party }, answer)
  return withTenant(services.db, self.tenant, async tx =>
    ownOnly(self, await offers.acceptPasskey(tx, services, registered, answer.label)),
  )
}

/** Removes a second factor. @throws Problem resource.unknown, resource.in-use for the last one */
export async function removeFactor(
  services: Services,
  self: Self,
  factor: CredentialId,
  { password }: { password: string },
): Promise<void> {
  const administrator = await provePassword(services, self, password)
  if (!administrator.factors.some(({ id }) => id === factor)) throw new Problem('resource.unknown')
  await withTenant(services.db, self.tenant, async tx => {
    const kind = await removeCredential(tx, self.account, factor)
    if (kind === null) {
      throw new Problem('resource.in-use', {
        detail: 'This is your last second factor. Set up another one first.',
      })
    }
    await record(tx, services, {
      event: 'credential.removed',
      actor: { kind: 'account', id: self.account },
      entity: { kind: 'account', id: self.account },
      organization: null,
      detail: { credential: kind },
    })
  })
}

/** Throwing rolls back what was kept: an offer of another account or of a sign-in step cannot be cashed in here. */
function ownOnly(self: Self, accepted: offers.Accepted): Factor {
  if (accepted.account !== self.account || accepted.step !== null) throw new Problem('authentication.failed')
  return accepted.factor
}
