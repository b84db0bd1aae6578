import { SimpleGrid, Stack } from '@mantine/core'
import { directories } from '@postern/contract/api/directories.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { roles } from '@postern/contract/api/roles.ts'
import { portalUrlFromName } from '@postern/contract/uid-from-name.ts'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { call } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { useRefusal } from '../api/session.ts'
import { DirectoryMaker } from '../forms/directory-maker.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { NameAndUid } from '../forms/name-and-uid.tsx'
import { AddressField, SessionFields, sessionBody } from '../forms/portal-fields.tsx'
import { ReferenceMultiSelect, ReferenceSelect } from '../forms/reference-select.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { useFilters } from '../table/use-filters.ts'
import { announce } from '../ui/announce.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'

export function Page() {
  const navigate = useNavigate()
  const { filters } = useFilters()
  const typedAddress = useRef(false)
  const state = useSavingForm({
    initial: {
      name: '',
      uid: '',
      url: '',
      organization: filters.organization ?? null,
      directory: null as string | null,
      roles: [] as string[],
      inactivityMinutes: 30 as number | string,
      lifetimeHours: 12 as number | string,
      retries: 5 as number | string,
    },
    body: values => ({
      ...values,
      ...sessionBody(values),
      uid: values.uid || undefined,
      url: values.url || undefined,
      organization: values.organization ?? '',
      directory: values.directory ?? '',
    }),
    schema: portals.create.body,
    required: { organization: 'Choose an organization.', directory: 'Choose a directory.' },
    save: body => call(portals.create, { body }),
    saved: async portal => {
      await queryClient.invalidateQueries({ queryKey: ['portals'] })
      announce(`${portal.name} is created. Next: how people sign in.`)
      await navigate({ to: '/portals/$portal/sign-in', params: { portal: portal.id } })
    },
  })
  const { form } = state
  const organization = form.values.organization
  return (
    <>
      <PageHeader
        title="New portal"
        intro="It opens as soon as it exists, to accounts with one of its roles. How they sign in is the next step."
      />
      <FormShell
        state={state}
        submitLabel="Create portal"
        blocked={useRefusal(portals.create)}
        cancel={() => navigate({ to: '/portals' })}
      >
        <Section title="The portal">
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NameAndUid
                form={form}
                nameHelp="People read it on the sign-in page."
                placeholder="Visiting physicians"
                derive={name => {
                  if (!typedAddress.current)
                    form.setFieldValue('url', name.trim() ? portalUrlFromName(name) : '')
                }}
              />
            </SimpleGrid>
            <AddressField
              form={form}
              onType={() => {
                typedAddress.current = true
              }}
            />
          </Stack>
        </Section>
        <Section title="Who it is for">
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <ReferenceSelect
                label="Organization"
                description="Whose door it is. Your own is the home organization."
                required
                from={organizations.list}
                {...form.getInputProps('organization')}
                onChange={chosen => form.setValues({ organization: chosen, directory: null })}
              />
              <div>
                <ReferenceSelect
                  label="Directory"
                  description="Where its accounts live. Portals may share one."
                  required
                  disabled={!organization}
                  placeholder={organization ? '' : 'Choose the organization first'}
                  from={directories.list}
                  query={{ organization: organization ?? undefined }}
                  nothing="This organization has no directory yet"
                  {...form.getInputProps('directory')}
                />
                <DirectoryMaker
                  organization={organization}
                  name={form.values.name}
                  chosen={form.values.directory !== null}
                  made={directory => form.setFieldValue('directory', directory.id)}
                />
              </div>
            </SimpleGrid>
            <ReferenceMultiSelect
              label="Roles that open it"
              description="Only accounts with one of them are let in. None: nobody is, for now."
              from={roles.list}
              {...form.getInputProps('roles')}
            />
          </Stack>
        </Section>
        <Section title="Sessions">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <SessionFields form={form} />
          </SimpleGrid>
        </Section>
      </FormShell>
    </>
  )
}
