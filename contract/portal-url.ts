import { z } from 'zod'

/** First segments of addresses that are not portals, and words that people would mistake for something of ours. */
export const reservedPortalUrls: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'api',
  'assets',
  'console',
  'demo',
  'docs',
  'favicon',
  'healthz',
  'login',
  'logout',
  'metrics',
  'openapi',
  'p',
  'portal',
  'problems',
  'readyz',
  'robots',
  'scim',
  'setup',
  'sso',
  'static',
])

/** A portal's address under `/p/`: lower-case words joined by hyphens. */
export const portalUrl = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters and digits, with hyphens between words.')
  .refine(url => !reservedPortalUrls.has(url), 'This address is reserved.')
