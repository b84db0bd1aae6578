import { describe } from 'node:test'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

/** Texts that PostgreSQL refuses, wherever a request can carry them: each was answered with a failure of ours. */
const stage = useStage(async ({ api, tenant }) => furnish(api.services, tenant, 'Mercy'))
const message = 'Leave out characters that cannot be stored.'
const unknown = { 'access.unknown-id': 1 }

describe('texts that cannot be stored', () => {
  play(stage, [
    {
      name: 'NUL in a body is refused by its field',
      request: 'POST /organizations',
      body: { name: 'North\u0000' },
      status: 422,
      answers: { fields: [{ field: '/name', message }] },
      events: silent,
    },
    {
      name: 'half of a surrogate pair in a body is refused by its field',
      request: 'POST /roles',
      body: { name: 'Nurse', userType: '$userType', portals: [], idpGroups: ['ok', 'a\ud800b'] },
      status: 422,
      answers: { fields: [{ field: '/idpGroups/1', message }] },
      events: silent,
    },
    {
      name: 'a whole pair is a character like any other',
      request: 'POST /organizations',
      body: { name: 'North 😀', uid: 'north' },
      status: 201,
      answers: { name: 'North 😀' },
      events: { 'organization.created': 1 },
    },
    {
      name: 'keys are texts too',
      request: 'POST /connections/$connection/simulate',
      body: { claims: { subject: 'x', email: null, attributes: { 'a\u0000b': ['c'] } } },
      status: 422,
      answers: { fields: [{ message }] },
      events: silent,
    },
    {
      name: 'NUL in a query is refused',
      request: 'GET /organizations?search=%00',
      status: 422,
      answers: { fields: [{ field: 'query/search', message }] },
      events: silent,
    },
    {
      name: 'an address with NUL leads nowhere',
      request: 'GET /organizations/$organization%00',
      status: 404,
      events: silent,
    },
    {
      name: 'an id cut within a pair is recorded all the same',
      request: `GET /organizations/${'a'.repeat(9)}${encodeURIComponent('😀'.repeat(7))}`,
      status: 404,
      events: unknown,
    },
  ])
})
