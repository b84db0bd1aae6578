import { Radio, Stack, Switch } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { level } from '@postern/contract/access.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { ReferenceMultiSelect } from '../forms/reference-select.tsx'

export interface LevelValues {
  level: string
  limited: boolean
  organizations: string[]
}

const says: Readonly<Record<(typeof level.options)[number], readonly [string, string]>> = {
  owner: ['Owner', 'Everything, administrators included.'],
  administrator: ['Administrator', 'Configures portals and people, and makes API keys.'],
  auditor: ['Auditor', 'Sees everything, changes nothing.'],
}

/** What an administrator may do, and for whom. */
export function LevelFields<Values extends LevelValues>(props: { readonly form: UseFormReturnType<Values> }) {
  const form = props.form as unknown as UseFormReturnType<LevelValues>
  return (
    <>
      <Radio.Group label="Level" {...form.getInputProps('level')}>
        <Stack gap="xs" mt={6}>
          {level.options.map(option => (
            <Radio key={option} value={option} label={says[option][0]} description={says[option][1]} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label="Only for named organizations"
        description="Off: for all, also those to come."
        {...form.getInputProps('limited', { type: 'checkbox' })}
      />
      {form.values.limited && (
        <ReferenceMultiSelect
          label="Organizations"
          from={organizations.list}
          {...form.getInputProps('organizations')}
        />
      )}
    </>
  )
}

export const levelBody = ({ level: chosen, limited, organizations: named }: LevelValues) => ({
  level: chosen as (typeof level.options)[number],
  organizations: limited ? named : null,
})
