import { SimpleGrid, Stack, TextInput } from '@mantine/core'
import { directories } from '@postern/contract/api/directories.ts'
import { type Portal, portals } from '@postern/contract/api/portals.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { usePortal } from '../api/use-portal.ts'
import { Fixed } from '../forms/fixed.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { AddressField, SessionFields, sessionBody } from '../forms/portal-fields.tsx'
import { PortalState } from '../forms/portal-state.tsx'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { Section } from '../ui/section.tsx'

export function Page() {
  const portal = usePortal()
  return (
    <Stack gap="lg">
      <InfoForm key={portal.version} portal={portal} />
      <PortalState portal={portal} />
    </Stack>
  )
}

function InfoForm({ portal }: { readonly portal: Portal }) {
  const params = { portal: portal.id }
  const state = useSavingForm({
    initial: {
      name: portal.name,
      url: portal.url,
      directory: portal.directory.id as string | null,
      inactivityMinutes: portal.inactivityMinutes as number | string,
      lifetimeHours: portal.lifetimeHours as number | string,
      retries: portal.retries as number | string,
    },
    body: values => ({ ...values, ...sessionBody(values), directory: values.directory ?? '' }),
    schema: portals.update.body,
    required: { directory: 'Choose a directory.' },
    save: body => call(portals.update, { params, body, version: portal.version }),
    saved: async () => {
      announce('The portal is saved.')
      await refresh('portals')
    },
  })
  const { form } = state
  const moves = form.values.url !== portal.url
  return (
    <Section title="Info">
      <FormShell
        state={state}
        submitLabel="Save"
        edits
        blocked={useRefusal(portals.update)}
        reload={() => refresh('portals')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="Name" required {...form.getInputProps('name')} />
          <Fixed label="Uid" value={portal.uid} code />
          <div>
            <AddressField form={form} />
            {moves && (
              <p className="note">
                The old address stops working when you save. Identity providers notice nothing: they know
                connections, not this address.
              </p>
            )}
          </div>
          <ReferenceSelect
            label="Directory"
            description="Where its accounts live."
            required
            from={directories.list}
            query={{ organization: portal.organization.id }}
            chosen={[portal.directory]}
            {...form.getInputProps('directory')}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <SessionFields form={form} />
        </SimpleGrid>
      </FormShell>
    </Section>
  )
}
