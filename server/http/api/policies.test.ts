import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { administrator } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { send, useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  api.principals.set('owner', administrator('owner', null, own.account))
  return own
})

describe('policies', () => {
  const replace = 'PUT /connections/$connection/policy'
  const policy = {
    registration: true,
    profileCreation: true,
    profileType: 'mercy',
    match: { attribute: 'mercy', claim: 'npi' },
    properties: [],
    attributes: [],
    defaults: { role: { userType: 'mercy', role: 'mercy' }, location: 'Mercy' },
  }
  play(stage, [
    {
      name: 'begin with letting existing people in and making nobody',
      request: 'GET /connections/$connection/policy',
      status: 200,
      answers: { version: 1, policy: { registration: false, match: null } },
      events: silent,
    },
    {
      name: 'are replaced by a new version',
      request: replace,
      headers: { 'if-match': '"1"' },
      body: policy,
      status: 200,
      answers: { version: 2, policy, createdBy: { id: '$account' } },
      events: { 'policy.updated': 1 },
    },
    {
      name: 'keep the attribute they match by an identifier',
      request: 'PATCH /attributes/$attribute',
      headers: { 'if-match': '"1"' },
      body: { identifier: false },
      status: 409,
      answers: { code: 'resource.in-use', detail: 'The policy of Mercy matches people by it.' },
      events: silent,
    },
    {
      name: 'are not replaced unseen',
      request: replace,
      headers: { 'if-match': '"1"' },
      body: policy,
      status: 412,
      answers: { code: 'edit.stale' },
      events: silent,
    },
    {
      name: 'name what exists',
      request: replace,
      headers: { 'if-match': '"2"' },
      body: {
        ...policy,
        profileType: 'nothing',
        match: { attribute: 'nothing', claim: 'npi' },
        attributes: [{ attribute: 'nothing', claim: 'x' }],
        defaults: { role: { userType: 'mercy', role: 'nothing' }, location: 'Nowhere' },
      },
      status: 422,
      answers: {
        fields: [
          { field: '/profileType' },
          { field: '/attributes/0/attribute' },
          { field: '/match/attribute' },
          { field: '/defaults/role' },
          { field: '/defaults/location' },
        ],
      },
      events: silent,
    },
    {
      name: 'are complete in themselves',
      request: replace,
      headers: { 'if-match': '"2"' },
      body: { ...policy, match: null },
      status: 422,
      answers: { fields: [{ field: '/match' }] },
      events: silent,
    },
    {
      name: 'that create profiles say of which type',
      request: replace,
      headers: { 'if-match': '"2"' },
      body: { ...policy, profileType: null },
      status: 422,
      answers: { fields: [{ field: '/profileType' }] },
      events: silent,
    },
    {
      name: 'keep every version',
      request: 'GET /connections/$connection/policy/versions?limit=1',
      status: 200,
      answers: { items: [{ version: 2 }], next: '2' },
      events: silent,
    },
    {
      name: 'down to the first',
      request: 'GET /connections/$connection/policy/versions?after=2',
      status: 200,
      answers: { items: [{ version: 1 }], next: null },
      events: silent,
    },
    {
      name: 'are shown with the connection',
      request: 'GET /connections/$connection',
      status: 200,
      answers: { policyVersion: 2, version: 1 },
      events: silent,
    },
    {
      name: 'are tried without writing',
      request: 'POST /connections/$connection/simulate',
      body: { claims: { subject: 'new', attributes: { npi: ['9'] } } },
      status: 200,
      answers: { policyVersion: 2, outcome: 'admit', kind: 'create' },
      events: silent,
    },
    {
      name: 'are tried as a draft too',
      request: 'POST /connections/$connection/simulate',
      body: { claims: { subject: 'new' }, policy: { ...policy, registration: false, match: null } },
      status: 200,
      answers: { policyVersion: null, outcome: 'refuse', because: [{ code: 'registration.off' }] },
      events: silent,
    },
    {
      name: 'are tried on claims or on an attempt, not on both',
      request: 'POST /connections/$connection/simulate',
      body: { claims: { subject: 'new' }, attempt: '$attempt' },
      status: 422,
      answers: { fields: [{ field: '/claims' }] },
      events: silent,
    },
  ])

  test('of two replacements at once one goes through', async () => {
    const headers = { 'if-match': '"2"' }
    const once = () => send(stage(), { request: replace, headers, body: policy })
    const answers = await Promise.all([once(), once()])
    assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [200, 412])
  })
})
