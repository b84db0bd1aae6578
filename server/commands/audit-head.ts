import { z } from 'zod'
import { readHead } from '../audit/read-head.ts'
import { command } from './command.ts'
import { exit } from './exit-codes.ts'
import { tenantByUid, withServices } from './with-database.ts'

export default command({
  summary: 'Prints the newest signed head of the audit log, to be kept elsewhere and given to audit verify.',
  options: { tenant: { value: 'UID', help: 'Tenant; may be left out while there is one.' } },
  schema: z.object({ tenant: z.string().optional() }),
  async run({ tenant: uid }, context) {
    return withServices(context, async ({ db, keys }) => {
      const head = await readHead({ db, keys }, await tenantByUid(db, uid))
      if (!head) {
        context.note('Nothing is sealed yet: a running server seals once a minute.')
        return exit.failed
      }
      context.out(JSON.stringify(head, null, 2))
      return exit.ok
    })
  },
})
