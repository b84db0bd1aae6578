import { uid } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { createTenant } from '../flows/create-tenant.ts'
import { command } from './command.ts'
import { exit } from './exit-codes.ts'
import { withServices } from './with-database.ts'

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'Write a host name without scheme and port.')

export default command({
  summary: 'Makes a tenant that answers on one or more hosts.',
  options: {
    name: { value: 'NAME', help: 'What people call it.', required: true },
    uid: {
      value: 'UID',
      help: 'What machines call it: lower-case letters, digits, _. Immutable.',
      required: true,
    },
    host: {
      value: 'HOST',
      help: 'Host name it answers on; the first is used in links.',
      required: true,
      several: true,
    },
    origin: {
      value: 'ORIGIN',
      help: 'Scheme, host and port of its links, when not https on the first host.',
    },
  },
  schema: z.object({
    name: z.string().trim().min(1, 'Give it a name.').max(200),
    uid,
    host: z.array(host).nonempty(),
    origin: z
      .url({ protocol: /^https?$/ })
      .transform(value => new URL(value).origin)
      .optional(),
  }),
  async run({ name, uid, host: hosts, origin }, context) {
    return withServices(context, async services => {
      const { tenant } = await createTenant(services, {
        name,
        uid,
        hosts,
        origin: origin ?? `https://${hosts[0]}`,
      })
      context.out(tenant)
      context.note(`Next, its first administrator: postern admin create --tenant ${uid} --email …`)
      return exit.ok
    })
  },
})
