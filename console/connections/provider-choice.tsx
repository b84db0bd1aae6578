import { Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { type Provider, providers } from './providers.ts'
import './connections.css'

interface Props {
  readonly chosen: Provider
  readonly choose: (provider: Provider) => void
}

const groups = [
  { kind: 'saml', label: 'By SAML' },
  { kind: 'oidc', label: 'By OpenID Connect' },
] as const

/** Which provider, and by which protocol: decides which guide is shown. */
export function ProviderChoice({ chosen, choose }: Props) {
  const pick = (id: string) => {
    const provider = providers.find(candidate => candidate.id === id)
    if (provider) choose(provider)
  }
  return (
    <Radio.Group aria-label="Identity provider" value={chosen.id} onChange={pick}>
      <Stack gap="sm">
        {groups.map(group => (
          <div key={group.kind}>
            <Text size="xs" c="dimmed" mb={6}>
              {group.label}
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
              {providers
                .filter(provider => provider.kind === group.kind)
                .map(provider => (
                  <Radio.Card key={provider.id} value={provider.id} className="choice" radius="md" p="sm">
                    <span className="choice-row">
                      <Radio.Indicator size="xs" />
                      <Text component="span" size="sm" fw={500}>
                        {provider.name}
                      </Text>
                      <span className="visually-hidden">, {group.label}</span>
                    </span>
                  </Radio.Card>
                ))}
            </SimpleGrid>
          </div>
        ))}
      </Stack>
    </Radio.Group>
  )
}
