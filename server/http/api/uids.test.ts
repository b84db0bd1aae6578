import { describe } from 'node:test'
import { host } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(({ api, tenant }) => furnish(api.services, tenant, 'Mercy'))
const first = { 'if-match': '"1"' }

describe('uids and addresses', () => {
  play(stage, [
    {
      name: 'are made from the name',
      request: 'POST /portals',
      body: { name: 'Ärzte & Pflege', organization: '$organization', directory: '$directory' },
      status: 201,
      answers: {
        uid: 'arzte_pflege',
        url: 'arzte-pflege',
        address: `http://${host}/p/arzte-pflege`,
        inactivityMinutes: 30,
        lifetimeHours: 12,
        retries: 5,
        state: 'active',
      },
      events: { 'portal.created': 1 },
    },
    {
      name: 'are numbered when the name is taken',
      request: 'POST /directories',
      body: { name: 'Mercy', organization: '$organization' },
      status: 201,
      answers: { uid: 'mercy_2' },
      events: { 'directory.created': 1 },
    },
    {
      name: 'may be chosen while creating',
      request: 'POST /attributes',
      body: { name: 'Licence number', uid: 'npi' },
      status: 201,
      answers: { uid: 'npi', kind: 'text', identifier: false },
      events: { 'attribute.created': 1 },
    },
    {
      name: 'never change afterwards',
      request: 'PATCH /attributes/$attribute',
      headers: first,
      body: { uid: 'other' },
      status: 422,
      answers: { fields: [{ field: '/uid', message: 'There is no such field.' }] },
      events: silent,
    },
    {
      name: 'never change afterwards, a portal’s neither',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { uid: 'other' },
      status: 422,
      answers: { fields: [{ field: '/uid', message: 'There is no such field.' }] },
      events: silent,
    },
    {
      name: 'clash by name of the field',
      request: 'POST /attributes',
      body: { name: 'Second', uid: 'npi' },
      status: 409,
      answers: {
        code: 'resource.conflict',
        fields: [{ field: '/uid', message: 'Another attribute has this uid.' }],
      },
      events: silent,
    },
    {
      name: 'a portal’s name is taken whatever its case',
      request: 'POST /portals',
      body: { name: 'MERCY', organization: '$organization', directory: '$directory' },
      status: 409,
      answers: { fields: [{ field: '/name' }] },
      events: silent,
    },
    {
      name: 'a portal’s address is taken',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { url: 'arzte-pflege' },
      status: 409,
      answers: { fields: [{ field: '/url' }] },
      events: silent,
    },
    ...['api', 'sso', 'p', 'admin', 'console', 'healthz', 'readyz', 'login'].map(url => ({
      name: `the address ${url} is reserved`,
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { url },
      status: 422,
      answers: { fields: [{ field: '/url', message: 'This address is reserved.' }] },
      events: silent,
    })),
    {
      name: 'a portal’s address is a lower-case slug',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { url: 'Mercy West' },
      status: 422,
      answers: { fields: [{ field: '/url' }] },
      events: silent,
    },
    {
      name: 'a location’s name is unique within its organization',
      request: 'POST /locations',
      body: { name: 'Mercy', organization: '$organization' },
      status: 409,
      answers: { fields: [{ field: '/name' }] },
      events: silent,
    },
  ])
})
