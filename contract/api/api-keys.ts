import { z } from 'zod'
import { scope } from '../access.ts'
import { accountId, apiKeyId } from '../ids.ts'
import { nothing, operation, page, pageQuery } from './operation.ts'
import { label } from './session.ts'

export const apiKey = z
  .strictObject({
    id: apiKeyId,
    name: z.string(),
    /** The first characters of the secret, to recognize a key that leaked. */
    prefix: z.string(),
    scopes: z.array(scope),
    /** `idle`: the administrator who created it no longer holds a level, so it opens nothing. */
    state: z.enum(['active', 'idle', 'expired', 'revoked']),
    /** Null: created on the command line. */
    createdBy: z.strictObject({ id: accountId, name: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    /** To the minute. */
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof apiKey>

export const apiKeys = {
  list: operation({
    id: 'apiKeys.list',
    method: 'GET',
    path: '/api-keys',
    summary: 'Lists API keys, newest first, without their secrets.',
    access: 'keys:read',
    query: z.strictObject(pageQuery),
    result: page(apiKey),
  }),
  create: operation({
    id: 'apiKeys.create',
    method: 'POST',
    path: '/api-keys',
    summary:
      'Creates an API key; its secret is in this answer only. Scopes are limited to those of the creator, who must not be limited to organizations. Without an idempotency key, because the answer holds a secret.',
    access: 'keys:write',
    body: z.strictObject({
      name: label.min(1, 'Give it a name.'),
      scopes: z.array(scope).min(1, 'Choose at least one scope.').max(scope.options.length),
      expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
    }),
    result: z.strictObject({
      key: apiKey,
      /** `pk_…`: to be sent as `Authorization: Bearer …`. Shown once. */
      secret: z.string(),
    }),
    status: 201,
  }),
  revoke: operation({
    id: 'apiKeys.revoke',
    method: 'DELETE',
    path: '/api-keys/{key}',
    summary: 'Revokes an API key at once and for good.',
    access: 'keys:write',
    params: z.strictObject({ key: apiKeyId }),
    result: nothing,
    status: 204,
  }),
}
