import { z } from 'zod'
import { attributeId, uid } from '../ids.ts'
import { configured, name, searchQuery, status } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const kind = z.enum(['text', 'area', 'email', 'date'])

export const attribute = z
  .strictObject({
    id: attributeId,
    ...configured,
    kind,
    /** People may be matched by its values. */
    identifier: z.boolean(),
    status,
  })
  .meta({ id: 'Attribute' })
export type Attribute = z.infer<typeof attribute>

const params = z.strictObject({ attribute: attributeId })

export const attributes = {
  list: operation({
    id: 'attributes.list',
    method: 'GET',
    path: '/attributes',
    summary: 'Lists the attributes of the tenant.',
    access: 'configuration:read',
    organizationScoped: true,
    query: z.strictObject({ ...pageQuery, ...searchQuery }),
    result: page(attribute),
  }),
  read: operation({
    id: 'attributes.read',
    method: 'GET',
    path: '/attributes/{attribute}',
    summary: 'Reads one attribute.',
    access: 'configuration:read',
    organizationScoped: true,
    params,
    result: attribute,
    versioned: true,
  }),
  create: operation({
    id: 'attributes.create',
    method: 'POST',
    path: '/attributes',
    summary: 'Creates an attribute. Uid and kind never change.',
    access: 'configuration:write',
    body: z.strictObject({
      name,
      uid: uid.optional(),
      kind: kind.default('text'),
      identifier: z.boolean().default(false),
    }),
    result: attribute,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    id: 'attributes.update',
    method: 'PATCH',
    path: '/attributes/{attribute}',
    summary:
      'Changes or archives an attribute. Making it an identifier lets policies match by values that profiles have already.',
    access: 'configuration:write',
    params,
    body: z.strictObject({
      name: name.optional(),
      identifier: z.boolean().optional(),
      status: status.optional(),
    }),
    result: attribute,
    versioned: true,
  }),
}
