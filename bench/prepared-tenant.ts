import { makeSigningKey, type SigningKey } from '@postern/demo/signing-key.ts'
import type { Database } from '@postern/server/db/database.ts'
import { addressesOf } from '@postern/server/flows/addresses.ts'
import { addTenant } from '@postern/testdata/database.ts'
import { samlConfig } from '@postern/testdata/doorway.ts'
import { addHospital } from '@postern/testdata/hospital.ts'

/** A tenant with one SAML connection whose identity provider is this process. */
export interface PreparedTenant {
  readonly entityId: string
  readonly key: SigningKey
  readonly connection: string
  readonly spEntityId: string
  readonly acsUrl: string
}

const connection = 'mercy_idp'
const entityId = 'https://idp.example.test/saml'

/** Fills an empty database; the only tenant answers on every host. */
export async function prepareTenant(db: Database): Promise<PreparedTenant> {
  const key = await makeSigningKey()
  const tenant = await addTenant(db, 'bench', 'bench.example.test')
  await addHospital(db, tenant, { config: samlConfig(entityId, key), connectionUid: connection })
  const { acs, metadata } = addressesOf('http://bench.example.test', connection)
  return { entityId, key, connection, spEntityId: metadata, acsUrl: acs }
}
