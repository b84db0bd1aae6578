import { describe } from 'node:test'
import { administrator, otherHost } from '../../../testdata/api.ts'
import { addTenant } from '../../../testdata/database.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, db, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  const other = await furnish(api.services, tenant, 'Other')
  const foreign = await furnish(api.services, await addTenant(db, 'elsewhere', otherHost), 'Foreign')
  api.principals.set('limited', administrator('administrator', [own.organization]))
  return {
    ...own,
    otherOrganization: other.organization,
    otherDirectory: other.directory,
    foreignOrganization: foreign.organization,
    foreignRole: foreign.role,
  }
})
const first = { 'if-match': '"1"' }

describe('references', () => {
  play(stage, [
    {
      name: 'another tenant’s organization does not exist',
      request: 'POST /directories',
      body: { name: 'X', organization: '$foreignOrganization' },
      status: 422,
      answers: { fields: [{ field: '/organization', message: 'There is no such organization.' }] },
      events: silent,
    },
    {
      name: 'another tenant’s role does not exist',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { roles: ['$role', '$foreignRole'] },
      status: 422,
      answers: { fields: [{ field: '/roles/1', message: 'There is no such role.' }] },
      events: silent,
    },
    {
      name: 'names are built from attributes that exist',
      request: 'PATCH /profile-types/$profileType',
      headers: first,
      body: { naming: ['mercy', 'nothing'] },
      status: 422,
      answers: { fields: [{ field: '/naming/1' }] },
      events: silent,
    },
    {
      name: 'a limited administrator creates nothing for others',
      as: 'limited',
      request: 'POST /directories',
      body: { name: 'X', organization: '$otherOrganization' },
      status: 403,
      answers: { code: 'authorization.denied' },
      events: silent,
    },
    {
      name: 'a limited administrator lets nobody in from the directory of others',
      as: 'limited',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { directory: '$otherDirectory' },
      status: 403,
      answers: { code: 'authorization.denied' },
      events: silent,
    },
    {
      name: 'a limited administrator makes no group of the whole tenant',
      as: 'limited',
      request: 'POST /groups',
      body: { name: 'Everybody' },
      status: 403,
      answers: { code: 'authorization.denied' },
      events: silent,
    },
  ])
})
