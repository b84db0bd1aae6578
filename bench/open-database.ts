import { openEmbedded } from '@postern/server/db/embedded.ts'

// What no start can avoid: a process that opens the embedded database of a directory, and closes it.
const db = await openEmbedded({ directory: process.argv[2] ?? null })
await db.pool.query('select 1')
process.stdout.write('open\n')
await db.close()
