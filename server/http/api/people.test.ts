import { describe } from 'node:test'
import { shortIdOf } from '@postern/contract/attempt.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  return { ...own, shortId: shortIdOf(own.attempt) }
})

const found = (search: string, ids: string[]) => ({
  name: `are found by “${search}”`,
  request: `GET /accounts?search=${search.replaceAll(' ', '+')}&organization=$organization`,
  status: 200,
  answers: { items: ids.map(id => ({ id })), next: null },
  events: silent,
})

describe('accounts', () => {
  play(stage, [
    found('ann', ['$account']),
    found('LEE an', ['$account']),
    found('ann.$organization@exa', ['$account']),
    {
      name: 'are not found by the middle of a word',
      request: 'GET /accounts?search=nn',
      status: 200,
      answers: { items: [] },
      events: silent,
    },
    {
      name: 'are filtered by directory and status',
      request: 'GET /accounts?directory=$directory&status=suspended',
      status: 200,
      answers: { items: [], next: null },
      events: silent,
    },
    {
      name: 'tell who set what',
      request: 'GET /accounts/$account',
      status: 200,
      answers: {
        firstName: 'Ann',
        emailVerified: true,
        level: null,
        activeSessions: 0,
        profile: { id: '$profile', name: 'Ann Lee' },
        provenance: {
          email: {
            source: 'connection',
            connection: { id: '$connection', uid: 'mercy' },
            policyVersion: 1,
            attempt: { id: '$attempt', shortId: '$shortId' },
            actor: null,
          },
        },
        links: [{ connection: { id: '$connection' }, subject: '$account', setBy: { source: 'connection' } }],
        roles: [
          {
            role: { id: '$role' },
            userType: { id: '$userType' },
            portals: [{ id: '$portal' }],
            setBy: { connection: { id: '$connection' } },
          },
        ],
        groups: [],
      },
      events: silent,
    },
  ])
})

describe('profiles', () => {
  play(stage, [
    {
      name: 'are found by type, status and word',
      request: 'GET /profiles?profileType=$profileType&status=Active&search=lee',
      status: 200,
      answers: { items: [{ id: '$profile', name: 'Ann Lee' }], next: null },
      events: silent,
    },
    {
      name: 'tell who set what',
      request: 'GET /profiles/$profile',
      status: 200,
      answers: {
        attributes: [
          {
            uid: '$attributeUid',
            name: 'Mercy',
            value: ' 4711 ',
            identifier: true,
            setBy: { connection: { id: '$connection' }, attempt: { shortId: '$shortId' } },
          },
        ],
        accounts: [{ id: '$account', status: 'active' }],
      },
      events: silent,
    },
  ])
})
