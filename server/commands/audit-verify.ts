import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readAnchor } from '../audit/anchor.ts'
import { type AuditHead, auditHead } from '../audit/head.ts'
import { type AuditFault, verifyAudit } from '../audit/verify.ts'
import { command } from './command.ts'
import { CommandFailed, exit } from './exit-codes.ts'
import { tenantByUid, withServices } from './with-database.ts'

const says: Record<AuditFault['fault'], string> = {
  edited: 'was changed after it was sealed',
  deleted: 'lacks events that were sealed',
  reordered: 'does not follow the one before it',
  truncated: 'is missing, although its head was kept: the log was cut off',
  inserted: 'Events were put in behind the seal',
  forged: 'is not signed by the key it names',
  'key-unknown': 'is signed by a key that is not in the key ring: put the old key back behind the new one',
}

export default command({
  summary: 'Checks that nothing in the audit log was edited, deleted, reordered, inserted or cut off.',
  options: {
    tenant: { value: 'UID', help: 'Tenant; may be left out while there is one.' },
    head: {
      value: 'FILE',
      help: 'A head kept elsewhere (postern audit head) that must still be in the log.',
      several: true,
    },
  },
  schema: z.object({ tenant: z.string().optional(), head: z.array(z.string()).default([]) }),
  async run({ tenant: uid, head: files }, context) {
    return withServices(context, async ({ db, keys }, { dataDirectory }) => {
      const tenant = await tenantByUid(db, uid)
      const anchor = readAnchor(dataDirectory, tenant)
      const heads = [...files.map(readHead), ...(anchor ? [anchor] : [])]
      const foreign = heads.find(head => head.tenant !== tenant)
      if (foreign) throw new CommandFailed(`A head belongs to another tenant: ${foreign.tenant}`)
      const verdict = await verifyAudit({ db, keys }, tenant, heads)
      for (const { fault, segment, events } of verdict.faults) {
        const where = segment === null ? '' : `Segment ${segment} `
        context.out(`${where}${says[fault]}${events.length > 0 ? `: ${events.join(', ')}` : ''}.`)
      }
      const { segments, sealedEvents, unsealedEvents, faults } = verdict
      context.out(`${sealedEvents} events in ${segments} segments, ${unsealedEvents} not sealed yet.`)
      if (heads.length === 0)
        context.note('No head was kept outside the database: a cut-off log would not show.')
      context.out(
        faults.length === 0
          ? 'The log is whole.'
          : `The log is not what was sealed: ${faults.length} findings.`,
      )
      return faults.length === 0 ? exit.ok : exit.failed
    })
  },
})

function readHead(file: string): AuditHead {
  try {
    return auditHead.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new CommandFailed(
      `The file ${file} does not hold a head. Write one with: postern audit head > ${file}`,
    )
  }
}
