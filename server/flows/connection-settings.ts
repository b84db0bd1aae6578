import { X509Certificate } from 'node:crypto'
import type { ConnectionSettings } from '@postern/contract/api/connection-settings.ts'
import { type ConnectionConfig, connectionConfig } from '@postern/contract/connection-config.ts'
import { Problem, type ProblemCode } from '@postern/contract/problems.ts'
import { type Refusal, reasons } from '@postern/contract/reasons.ts'
import { z } from 'zod'
import type { ConnectionPorts, Fault } from './connection-ports.ts'

/**
 * What an administrator's settings come to: metadata is read, discovery is fetched, certificates lose their armour.
 * Settings that are not given keep what is stored.
 * @throws Problem metadata.invalid, discovery.failed, request.invalid
 */
export async function configOf(
  settings: ConnectionSettings,
  ports: ConnectionPorts,
  stored: ConnectionConfig | null,
): Promise<ConnectionConfig> {
  const made = settings.by === 'discovery' ? await byDiscovery(settings, ports) : bySaml(settings, ports)
  const kept = stored?.kind === made.kind ? stored : {}
  const parsed = connectionConfig.safeParse({ ...unstated[made.kind], ...kept, ...made })
  if (parsed.success) return withReadableCertificates(parsed.data, settings.by)
  const code = settings.by === 'metadata' ? 'metadata.invalid' : 'request.invalid'
  throw new Problem(code, {
    detail: parsed.error.issues.map(issue => issue.message).join(' '),
    fields: parsed.error.issues.map(issue => ({
      field: ['/settings', ...issue.path].join('/'),
      message: issue.message,
    })),
  })
}

/** What the schema does not default, because a verifier has to be told. */
const unstated = { saml: { wantResponseSigned: false }, oidc: {} }

type Saml = Extract<ConnectionSettings, { by: 'metadata' | 'hand' }>
type Oidc = Extract<ConnectionSettings, { by: 'discovery' }>

function bySaml(settings: Saml, { readMetadata }: ConnectionPorts) {
  const { by, wantResponseSigned, clockToleranceSeconds } = settings
  const chosen = defined({ wantResponseSigned, clockToleranceSeconds })
  if (by === 'hand') {
    const { entityId, ssoUrl } = settings
    const certificates = settings.certificates.map(withoutArmour)
    return { kind: 'saml', entityId, ssoUrl, certificates, signRequests: false, ...chosen } as const
  }
  const read = readMetadata(settings.metadata)
  if ('fault' in read) throw unusable('metadata.invalid', '/settings/metadata', read.fault)
  const { entityId, ssoUrl, certificates } = read
  return { kind: 'saml', entityId, ssoUrl, certificates, signRequests: false, ...chosen } as const
}

async function byDiscovery(settings: Oidc, { checkDiscovery }: ConnectionPorts) {
  const found = await checkDiscovery(settings.discoveryUrl)
  if (!('issuer' in found)) throw unusable('discovery.failed', '/settings/discoveryUrl', sentence(found))
  const { clientId, scopes, clockToleranceSeconds } = settings
  const chosen = defined({ scopes, clockToleranceSeconds })
  return { kind: 'oidc', issuer: found.issuer, clientId, ...chosen } as const
}

const unusable = (code: ProblemCode, field: string, message: string) =>
  new Problem(code, { detail: message, fields: [{ field, message }] })

function sentence(why: Fault | Refusal): string {
  if ('fault' in why) return why.fault
  const { says } = reasons[why.refused]
  return why.received === undefined ? says : `${says} (${why.received})`
}

const withoutArmour = (pem: string) =>
  pem.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')

/** A certificate that cannot be read would refuse every sign-in later: say so now. */
function withReadableCertificates(config: ConnectionConfig, by: Saml['by'] | Oidc['by']): ConnectionConfig {
  if (config.kind !== 'saml') return config
  config.certificates.forEach((certificate, index) => {
    if (readCertificate(certificate)) return
    const field = by === 'hand' ? `/settings/certificates/${index}` : '/settings/metadata'
    const fields = [{ field, message: 'This is not a certificate.' }]
    throw new Problem(by === 'hand' ? 'request.invalid' : 'metadata.invalid', { fields })
  })
  return config
}

/** The parsed certificate, or null. */
export function readCertificate(certificate: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64'))
  } catch {
    return null
  }
}

const defined = <T extends object>(fields: T) =>
  z
    .record(z.string(), z.unknown())
    .parse(Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)))
