import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import { uidFromName } from '@postern/contract/uid-from-name.ts'
import { specials } from './mock-specials.ts'
import { type Asked, data, door, lists, type Row } from './mock-state.ts'

export async function answer(asked: Asked): Promise<unknown> {
  const { operation } = asked
  await new Promise(resolve => setTimeout(resolve, 80))
  const special = specials[operation.id]
  if (special) return special(asked)
  if (operation.access !== 'public' && !door.signedIn) throw new Problem('authentication.required')
  const [resource = '', verb] = operation.id.split('.')
  const rows = lists[resource] ?? []
  if (verb === 'list') return page(rows, asked.query, operation)
  if (verb === 'create') return create(rows, asked)
  const key = Object.values(asked.params)[0]
  const row = rows.find(candidate => candidate.id === key || candidate.shortId === key)
  if (!row) throw new Problem('resource.unknown')
  if (verb === 'update') return update(row, asked)
  if (verb === 'suspend' || verb === 'restore') row.status = verb === 'suspend' ? 'suspended' : 'active'
  return row
}

const summaries: Record<string, string[]> = {
  'accounts.list': ['location', 'level', 'activeSessions', 'provenance', 'links', 'roles', 'groups'],
  'profiles.list': ['timeZone', 'attributes', 'accounts'],
  'attempts.list': ['policyVersion', 'failure', 'because', 'claims'],
  'outbox.list': ['data'],
}

function page(rows: Row[], query: Record<string, string>, operation: Operation) {
  const { search, limit, after, event, from, to, entity, actor, ...references } = query
  const text = search?.toLowerCase() ?? ''
  const found = rows.filter(row => {
    if (
      text &&
      !JSON.stringify([row.name, row.login, row.firstName, row.lastName]).toLowerCase().includes(text)
    )
      return false
    if (event && row.event !== event) return false
    return Object.entries(references).every(([name, value]) => (row[name]?.id ?? row[name]) === value)
  })
  const first = Number(after ?? 0)
  const size = Number(limit)
  const items = found.slice(first, first + size).map(row => {
    const shown = { ...row }
    for (const key of summaries[operation.id] ?? []) delete shown[key]
    return shown
  })
  return { items, next: first + size < found.length ? String(first + size) : null }
}

function create(rows: Row[], { body, operation }: Asked) {
  const uid = body.uid ?? uidFromName(body.name ?? 'x')
  if (rows.some(row => row.uid === uid)) {
    throw new Problem('resource.conflict', {
      fields: [{ field: '/uid', message: 'Another one has this uid already.' }],
    })
  }
  const now = new Date().toISOString()
  const find = (list: Row[], id: string) => data.ref(list.find(row => row.id === id))
  const row: Row = {
    id: data.id(),
    status: 'active',
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...body,
    uid,
  }
  if (body.organization) row.organization = find(data.organizations, body.organization)
  if (body.directory) row.directory = find(data.directories, body.directory)
  if (body.userType) row.userType = find(data.userTypes, body.userType)
  if (body.portals) row.portals = body.portals.map((id: string) => find(data.portals, id))
  if (operation.id === 'organizations.create') row.home = false
  if (/^(roles|groups|userTypes)/.test(operation.id)) row.builtIn = false
  if (operation.id === 'portals.create') {
    row.roles = body.roles.map((id: string) => find(data.roles, id))
    row.address = `http://localhost:8080/p/${body.url}`
    delete row.status
  }
  if (operation.id === 'connections.create') {
    const oidc = body.settings.by === 'discovery'
    const like = data.connections[oidc ? 1 : 0] as Row
    Object.assign(row, { ...like, ...row, config: like.config, toCopy: like.toCopy, kind: like.kind })
    row.portal = find(data.portals, body.portal)
    delete row.settings
    delete row.status
  }
  rows.unshift(row)
  return row
}

function update(row: Row, { body, version }: Asked) {
  if (version !== row.version) throw new Problem('edit.stale')
  const { settings, roles, portals, directory, ...rest } = body
  Object.assign(row, rest, { version: row.version + 1, updatedAt: new Date().toISOString() })
  if (roles) row.roles = roles.map((id: string) => data.ref(data.roles.find(one => one.id === id) as Row))
  if (portals)
    row.portals = portals.map((id: string) => data.ref(data.portals.find(one => one.id === id) as Row))
  return row
}
