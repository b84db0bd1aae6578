import { level } from '@postern/contract/access.ts'
import { z } from 'zod'
import { createAdministrator } from '../flows/administrators.ts'
import { command } from './command.ts'
import { exit } from './exit-codes.ts'
import { tenantByUid, withServices } from './with-database.ts'

const personName = z.string().trim().min(1, 'Tell the name.').max(200)

export default command({
  summary: 'Makes an administrator of the console, and prints a password that is shown once.',
  options: {
    tenant: { value: 'UID', help: 'Tenant; may be left out while there is one.' },
    email: { value: 'ADDRESS', help: 'Login and mail address.', required: true },
    'first-name': { value: 'NAME', help: 'First name.', required: true },
    'last-name': { value: 'NAME', help: 'Last name.', required: true },
    level: { value: 'LEVEL', help: `One of ${level.options.join(', ')}; owner by default.` },
  },
  schema: z.object({
    tenant: z.string().optional(),
    email: z.email('Write a mail address.'),
    'first-name': personName,
    'last-name': personName,
    level: level.default('owner'),
  }),
  async run(options, context) {
    return withServices(context, async services => {
      const tenant = await tenantByUid(services.db, options.tenant)
      // 192 random bits; nobody chooses it, so nobody else guesses it
      const password = services.ids.token().slice(0, 32)
      await createAdministrator(services, {
        tenant,
        email: options.email,
        firstName: options['first-name'],
        lastName: options['last-name'],
        level: options.level,
        password,
      })
      context.out(password)
      context.note('This password is shown once. Sign in with it, then change it and set up a second factor.')
      return exit.ok
    })
  },
})
