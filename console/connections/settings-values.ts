import type { ConnectionSettings } from '@postern/contract/api/connection-settings.ts'
import type { ConnectionConfig } from '@postern/contract/connection-config.ts'

/** Everything the settings fields can hold, whichever way they are stated. */
export interface SettingsValues {
  by: ConnectionSettings['by']
  metadata: string
  entityId: string
  ssoUrl: string
  /** One or more certificates in PEM form, or their base64 bodies separated by empty lines. */
  certificates: string
  wantResponseSigned: boolean
  discoveryUrl: string
  clientId: string
  clientSecret: string
  scopes: string[]
  clockToleranceSeconds: number | string
}

export const emptySettings = (kind: 'saml' | 'oidc'): SettingsValues => ({
  by: kind === 'saml' ? 'metadata' : 'discovery',
  metadata: '',
  entityId: '',
  ssoUrl: '',
  certificates: '',
  wantResponseSigned: false,
  discoveryUrl: '',
  clientId: '',
  clientSecret: '',
  scopes: ['openid', 'email', 'profile'],
  clockToleranceSeconds: 120,
})

/** A stored connection's settings as the fields show them; its secret is not among them. */
export function settingsOf(config: ConnectionConfig): SettingsValues {
  const { clockToleranceSeconds } = config
  if (config.kind === 'oidc') {
    const { issuer, clientId, scopes } = config
    return {
      ...emptySettings('oidc'),
      discoveryUrl: issuer,
      clientId,
      scopes: [...scopes],
      clockToleranceSeconds,
    }
  }
  return {
    ...emptySettings('saml'),
    by: 'hand',
    entityId: config.entityId,
    ssoUrl: config.ssoUrl,
    certificates: config.certificates.map(asPem).join('\n'),
    wantResponseSigned: config.wantResponseSigned,
    clockToleranceSeconds,
  }
}

/** What is sent: only the fields of the way chosen. */
export function settingsBody(values: SettingsValues): ConnectionSettings {
  const clockToleranceSeconds = Number(values.clockToleranceSeconds)
  const { wantResponseSigned } = values
  switch (values.by) {
    case 'metadata':
      return { by: 'metadata', metadata: values.metadata, wantResponseSigned, clockToleranceSeconds }
    case 'hand':
      return {
        by: 'hand',
        entityId: values.entityId,
        ssoUrl: values.ssoUrl,
        certificates: splitCertificates(values.certificates),
        wantResponseSigned,
        clockToleranceSeconds,
      }
    case 'discovery':
      return {
        by: 'discovery',
        discoveryUrl: values.discoveryUrl,
        clientId: values.clientId,
        // an empty field in an edit keeps the secret that is stored
        ...(values.clientSecret ? { clientSecret: values.clientSecret } : {}),
        scopes: values.scopes,
        clockToleranceSeconds,
      }
  }
}

/** Certificates out of pasted text: each PEM block, or each paragraph where there is no armour. */
export function splitCertificates(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)
  const parts = blocks ?? text.split(/\n\s*\n/)
  return parts.map(part => part.trim()).filter(part => part !== '')
}

function asPem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
