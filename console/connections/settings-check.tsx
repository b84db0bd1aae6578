import { Button, Stack, Text } from '@mantine/core'
import { connections } from '@postern/contract/api/connections.ts'
import { IconListSearch } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { Facts } from '../ui/facts.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Status } from '../ui/status.tsx'
import { exactly } from '../ui/when.tsx'
import { type SettingsValues, settingsBody } from './settings-values.ts'

/** Reads what was entered as the server would, and shows what it comes to. Stores nothing. */
export function SettingsCheck({ values }: { readonly values: SettingsValues }) {
  const check = useMutation({
    mutationFn: () => call(connections.check, { body: { settings: settingsBody(values) } }),
  })
  const empty =
    values.by === 'metadata'
      ? !values.metadata
      : values.by === 'hand'
        ? !values.entityId
        : !values.discoveryUrl
  return (
    <Stack gap="sm" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconListSearch size={16} aria-hidden />}
        loading={check.isPending}
        disabled={empty}
        onClick={() => check.mutate()}
      >
        Check these settings
      </Button>
      {empty && (
        <Text size="xs" c="dimmed">
          Enter them first. Checking reads them as the server would and stores nothing.
        </Text>
      )}
      <div aria-live="polite" style={{ width: '100%' }}>
        {check.error && <ProblemView error={check.error} />}
        {check.data && <Checked {...check.data} />}
      </div>
    </Stack>
  )
}

type Result = Awaited<ReturnType<typeof call<typeof connections.check>>>

function Checked({ config, certificates }: Result) {
  const facts: [string, React.ReactNode][] =
    config.kind === 'saml'
      ? [
          ['Entity id', <code key="id">{config.entityId}</code>],
          ['Sign-on address', <code key="url">{config.ssoUrl}</code>],
        ]
      : [
          ['Issuer', <code key="issuer">{config.issuer}</code>],
          ['Scopes', config.scopes.join(' ')],
        ]
  for (const certificate of certificates) {
    facts.push([
      'Certificate',
      <div key={certificate.fingerprint}>
        <Status tone={certificate.expired ? 'bad' : 'good'}>
          {`${certificate.expired ? 'Expired' : 'Valid until'} ${exactly(certificate.validTo)}`}
        </Status>
        <div className="code">{certificate.subject}</div>
        <div className="code note">{certificate.fingerprint}</div>
      </div>,
    ])
  }
  return <Facts facts={facts} />
}
