import { Group, TextInput } from '@mantine/core'
import { type Administrator, administrators } from '@postern/contract/api/administrators.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { LevelFields, levelBody } from './level-fields.tsx'

interface Props {
  readonly administrator: Administrator
  readonly close: () => void
}

/** Name, level and reach of an administrator. */
export function EditAdministrator({ administrator, close }: Props) {
  const state = useSavingForm({
    initial: {
      firstName: administrator.firstName,
      lastName: administrator.lastName,
      level: administrator.level as string,
      limited: administrator.organizations !== null,
      organizations: [...(administrator.organizations ?? [])] as string[],
    },
    body: values => ({ firstName: values.firstName, lastName: values.lastName, ...levelBody(values) }),
    schema: administrators.update.body,
    save: body => {
      const params = { administrator: administrator.id }
      return call(administrators.update, { params, body, version: administrator.version })
    },
    saved: async () => {
      announce('The administrator is saved.')
      close()
      await refresh('administrators', 'session')
    },
  })
  const { form } = state
  return (
    <FormShell
      state={state}
      submitLabel="Save"
      edits
      blocked={useRefusal(administrators.update)}
      reload={() => refresh('administrators')}
      cancel={close}
    >
      <TextInput label="Email address" value={administrator.email} readOnly variant="filled" />
      <Group grow align="flex-start">
        <TextInput label="First name" required {...form.getInputProps('firstName')} />
        <TextInput label="Last name" required {...form.getInputProps('lastName')} />
      </Group>
      <LevelFields form={form} />
    </FormShell>
  )
}
