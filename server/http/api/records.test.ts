import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { shortIdOf } from '@postern/contract/attempt.ts'
import { administrator, testApi } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { send, useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  api.principals.set('owner', administrator('owner', null, own.account))
  return { ...own, shortId: shortIdOf(own.attempt) }
})

describe('attempts', () => {
  play(stage, [
    {
      name: 'under another short id are none',
      request: 'GET /attempts/0000-0000',
      status: 404,
      events: { 'access.unknown-id': 1 },
    },
    {
      name: 'are found by their short id',
      request: 'GET /attempts/$shortId',
      status: 200,
      answers: {
        id: '$attempt',
        outcome: 'admitted',
        kind: 'create',
        policyVersion: 1,
        failure: null,
        because: [{ code: 'match.none', rule: 'match', effect: 'explains', remedy: null }],
        account: { id: '$account' },
      },
      events: silent,
    },
    {
      name: 'are filtered',
      request: 'GET /attempts?outcome=admitted&portal=$portal&from=2020-01-01T00:00:00Z',
      status: 200,
      answers: { items: [{ id: '$attempt' }], next: null },
      events: silent,
    },
    {
      name: 'of a time to come are none',
      request: 'GET /attempts?from=2999-01-01T00:00:00Z',
      status: 200,
      answers: { items: [] },
      events: silent,
    },
    {
      name: 'are not filtered by what is no reason',
      request: 'GET /attempts?reason=because',
      status: 422,
      answers: { fields: [{ field: 'query/reason' }] },
      events: silent,
    },
  ])

  test('are found by short ids in lower case, without hyphen, with letters for digits', async () => {
    const typed = String(stage().ids.shortId)
      .toLowerCase()
      .replace('-', '')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    const response = await send(stage(), { request: `GET /attempts/${typed}` })
    assert.equal(response.json<{ id: string }>().id, stage().ids.attempt)
  })
})
describe('records', () => {
  play(stage, [
    {
      name: 'something happens',
      request: 'POST /accounts/$account/suspend',
      body: { note: 'left us' },
      status: 200,
      events: { 'account.suspended': 1 },
    },
    {
      name: 'audit events name who, what and where',
      request: 'GET /audit-events?event=account.suspended',
      status: 200,
      answers: {
        items: [
          {
            event: 'account.suspended',
            actor: { kind: 'account', id: '$account' },
            organization: { id: '$organization' },
            entity: 'account',
            entityId: '$account',
            detail: { was: 'active', sessionsEnded: 0, note: 'left us' },
          },
        ],
        next: null,
      },
      events: silent,
    },
    {
      name: 'audit events are found by who did it',
      request: 'GET /audit-events?actor=$connection',
      status: 200,
      answers: { items: [{ id: '$event', actor: { kind: 'connection', name: 'Mercy' } }], next: null },
      events: silent,
    },
    {
      name: 'mails can be read in the demo',
      request: 'GET /outbox/$mail',
      status: 200,
      answers: { recipient: 'ann@example.test', data: { link: 'https://example.test/secret' } },
      events: silent,
    },
    {
      name: 'the overview says what is set up and who came',
      request: 'GET /overview',
      status: 200,
      answers: {
        demo: true,
        checklist: [
          { step: 'organization', done: true },
          { step: 'profileType', done: true },
          { step: 'portal', done: true },
          { step: 'role', done: true },
          { step: 'connection', done: true },
          { step: 'policy', done: false },
          { step: 'signIn', done: true },
        ],
        counts: { organizations: 1, portals: 1, connections: 1, accounts: 1, profiles: 1 },
        refusals: [],
      },
      events: silent,
    },
  ])

  test('sign-ins are counted by day', async () => {
    const response = await send(stage(), { request: 'GET /overview' })
    const { signIns } = response.json<{ signIns: { day: string; admitted: number }[] }>()
    assert.equal(signIns.length, 14)
    assert.deepEqual(signIns.map(({ admitted }) => admitted).filter(Boolean), [1])
  })

  test('outside the demo nobody reads what a mail says', async () => {
    const api = await testApi(stage().db, { demo: false })
    api.principals.set('owner', administrator('owner'))
    const response = await send({ ...stage(), api }, { request: 'GET /outbox/$mail' })
    assert.equal(response.json<{ data: unknown }>().data, null)
    await api.app.close()
  })
})
