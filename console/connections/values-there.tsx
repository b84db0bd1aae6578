import { List, SimpleGrid, Stack, Text } from '@mantine/core'
import type { Connection } from '@postern/contract/api/connections.ts'
import { CopyValue } from '../ui/copy-value.tsx'
import type { Provider } from './providers.ts'

type ToCopy = Connection['toCopy']

interface Props {
  readonly provider: Provider
  /** Null until the connection has a uid: its addresses follow from it. */
  readonly toCopy: ToCopy | null
  /** Whether the connection exists, so that its metadata address answers. */
  readonly exists?: boolean
}

/** What is done at the identity provider, and the values to carry there. */
export function ValuesThere({ provider, toCopy, exists }: Props) {
  return (
    <Stack gap="md">
      <List type="ordered" size="sm" spacing={4}>
        {provider.steps.map(step => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      {toCopy === null && (
        <Text size="sm" c="dimmed">
          The values to copy appear here once the connection has a name.
        </Text>
      )}
      {toCopy?.kind === 'saml' && (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <CopyValue label={provider.labels.acsUrl} value={toCopy.acsUrl} />
          <CopyValue
            label={provider.labels.entityId}
            value={toCopy.entityId}
            {...(exists ? { help: 'Also the address of our metadata.' } : {})}
          />
        </SimpleGrid>
      )}
      {toCopy?.kind === 'oidc' && (
        <CopyValue label={provider.labels.redirectUri} value={toCopy.redirectUri} />
      )}
    </Stack>
  )
}

/** The values of a connection that is about to be created: they follow from its uid alone. */
export function valuesOf(kind: 'saml' | 'oidc', origin: string, uid: string): ToCopy | null {
  if (!uid) return null
  const base = `${origin}/sso/${uid}`
  return kind === 'saml'
    ? { kind, acsUrl: `${base}/acs`, entityId: `${base}/metadata` }
    : { kind, redirectUri: `${base}/callback` }
}
