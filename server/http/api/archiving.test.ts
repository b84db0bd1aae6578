import { describe } from 'node:test'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, db, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  const other = await furnish(api.services, tenant, 'Other')
  await db.owner('update organizations set is_home = true where id = $1', [own.organization])
  return { ...own, otherOrganization: other.organization }
})
const first = { 'if-match': '"1"' }

describe('archiving', () => {
  play(stage, [
    {
      name: 'the home organization stays',
      request: 'PATCH /organizations/$organization',
      headers: first,
      body: { status: 'archived' },
      status: 409,
      answers: { code: 'resource.in-use', detail: 'The home organization cannot be archived.' },
      events: silent,
    },
    {
      name: 'an organization with portals stays',
      request: 'PATCH /organizations/$otherOrganization',
      headers: first,
      body: { status: 'archived' },
      status: 409,
      answers: { code: 'resource.in-use' },
      events: silent,
    },
    {
      name: 'a directory that a portal uses stays',
      request: 'PATCH /directories/$directory',
      headers: first,
      body: { status: 'archived' },
      status: 409,
      answers: { code: 'resource.in-use' },
      events: silent,
    },
    {
      name: 'a user type with roles stays',
      request: 'PATCH /user-types/$userType',
      headers: first,
      body: { status: 'archived' },
      status: 409,
      answers: { code: 'resource.in-use' },
      events: silent,
    },
    {
      name: 'a location can go',
      request: 'PATCH /locations/$location',
      headers: first,
      body: { status: 'archived' },
      status: 200,
      answers: { status: 'archived' },
      events: { 'location.updated': 1 },
    },
  ])
})
