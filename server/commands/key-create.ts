import { scope } from '@postern/contract/access.ts'
import { z } from 'zod'
import { createApiKey } from '../flows/api-keys.ts'
import { command } from './command.ts'
import { exit } from './exit-codes.ts'
import { tenantByUid, withServices } from './with-database.ts'

export default command({
  summary: 'Makes an API key, and prints its secret, which is shown once.',
  options: {
    tenant: { value: 'UID', help: 'Tenant; may be left out while there is one.' },
    name: { value: 'NAME', help: 'What the key is for.', required: true },
    scope: { value: 'SCOPE', help: `One of ${scope.options.join(', ')}.`, required: true, several: true },
    expires: { value: 'TIME', help: 'When it ends, ISO 8601: 2027-01-31T00:00:00Z. Never by default.' },
  },
  schema: z.object({
    tenant: z.string().optional(),
    name: z.string().trim().min(1, 'Give it a name.').max(200),
    scope: z.array(scope).nonempty(),
    expires: z.iso.datetime({ offset: true, error: 'Write a time like 2027-01-31T00:00:00Z.' }).optional(),
  }),
  async run({ tenant: uid, name, scope: scopes, expires }, context) {
    return withServices(context, async services => {
      const tenant = await tenantByUid(services.db, uid)
      const creator = {
        tenant,
        actor: { kind: 'system', id: null },
        scopes: scope.options,
        organizations: null,
      } as const
      const { secret } = await createApiKey(services, creator, { name, scopes, expiresAt: expires ?? null })
      context.out(secret)
      context.note('This secret is shown once. Send it as: Authorization: Bearer …')
      return exit.ok
    })
  },
})
