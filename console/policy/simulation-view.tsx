import { Group, Stack, Text, Title } from '@mantine/core'
import type { Simulation } from '@postern/contract/api/simulate.ts'
import { wordOf } from '../table/attempt-columns.tsx'
import { ChangeTable } from '../ui/change-table.tsx'
import { Explanations } from '../ui/explanations.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Status, type Tone } from '../ui/status.tsx'

const tones: Readonly<Record<Simulation['outcome'], Tone>> = { admit: 'good', review: 'wait', refuse: 'bad' }

/** A decision that was not carried out. */
export function SimulationView({ simulation }: { readonly simulation: Simulation }) {
  const { person, outcome, kind, because, changes, policyVersion } = simulation
  return (
    <Stack gap="md" className="simulation">
      <div>
        <Title order={3}>
          <Status tone={tones[outcome]}>{wordOf(kind)}</Status>
        </Title>
        <Text size="xs" c="dimmed">
          By{' '}
          {policyVersion === null ? 'the policy as the form says it' : `version ${policyVersion}, in force`}.
          Nothing was written.
        </Text>
      </div>
      {(person.account ?? person.profile) && (
        <Group gap="lg">
          {person.account && (
            <Text size="sm">
              Account{' '}
              {person.account.id ? (
                <ResourceLink to="/accounts/$account" params={{ account: person.account.id }}>
                  {person.account.login}
                </ResourceLink>
              ) : (
                <>
                  <strong>{person.account.login}</strong> (new)
                </>
              )}
            </Text>
          )}
          {person.profile && (
            <Text size="sm">
              Profile{' '}
              {person.profile.id ? (
                <ResourceLink to="/profiles/$profile" params={{ profile: person.profile.id }}>
                  {person.profile.name}
                </ResourceLink>
              ) : (
                <>
                  <strong>{person.profile.name}</strong> (new)
                </>
              )}
            </Text>
          )}
        </Group>
      )}
      <div>
        <Title order={3} mb={6}>
          Why
        </Title>
        <Explanations because={because} />
      </div>
      <div>
        <Title order={3} mb={6}>
          What would change
        </Title>
        <ChangeTable changes={changes} />
      </div>
    </Stack>
  )
}
