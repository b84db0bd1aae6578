import { describe } from 'node:test'
import { apiKey, host } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api }) => {
  api.principals.set('key', apiKey('configuration:read', 'configuration:write'))
  return {}
})
const created = { 'organization.created': 1 }
const create = 'POST /organizations'

describe('writes by cookie', () => {
  const refused = { status: 403, answers: { code: 'csrf.mismatch' }, events: silent } as const
  const body = { name: 'Cookie' }
  play(stage, [
    {
      name: 'need the console’s header',
      request: create,
      body,
      headers: { 'x-postern-console': undefined },
      ...refused,
    },
    { name: 'need an origin', request: create, body, headers: { origin: undefined }, ...refused },
    {
      name: 'need our own origin',
      request: create,
      body,
      headers: { origin: 'https://elsewhere.test' },
      ...refused,
    },
    {
      name: 'need our own port',
      request: create,
      body,
      headers: { origin: `http://${host}:8443` },
      ...refused,
    },
    {
      name: 'are not what a key does',
      as: 'key',
      request: create,
      body,
      headers: { origin: undefined, 'x-postern-console': undefined },
      status: 201,
      events: created,
    },
    {
      name: 'reads need neither',
      request: 'GET /organizations',
      headers: { origin: undefined, 'x-postern-console': undefined },
      status: 200,
      events: silent,
    },
  ])
})
