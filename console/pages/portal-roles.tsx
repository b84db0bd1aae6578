import { portals } from '@postern/contract/api/portals.ts'
import { roles } from '@postern/contract/api/roles.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { usePortal } from '../api/use-portal.ts'
import { FormShell } from '../forms/form-shell.tsx'
import { ReferenceMultiSelect } from '../forms/reference-select.tsx'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'

export function Page() {
  const portal = usePortal()
  // roles are also given on their own page, which leaves the portal's version as it is
  const key = [portal.version, ...portal.roles.map(role => role.id)].join(' ')
  return <RolesForm key={key} portal={portal} />
}

function RolesForm({ portal }: { readonly portal: ReturnType<typeof usePortal> }) {
  const state = useSavingForm({
    initial: { roles: portal.roles.map(role => role.id as string) },
    body: values => values,
    schema: portals.update.body,
    save: body => call(portals.update, { params: { portal: portal.id }, body, version: portal.version }),
    saved: async () => {
      announce('The roles are saved.')
      await refresh('portals', 'roles', 'overview')
    },
  })
  const chosen: readonly string[] = state.form.values.roles
  const losing = portal.roles.filter(role => !chosen.includes(role.id))
  return (
    <Section
      title="Roles that open this portal"
      intro={
        <>
          Somebody who signs in without one of these roles is refused, whatever the identity provider says.
          Roles are kept under <ResourceLink to="/roles">Roles</ResourceLink>.
        </>
      }
    >
      <FormShell
        state={state}
        submitLabel="Save"
        edits
        blocked={useRefusal(portals.update)}
        reload={() => refresh('portals')}
      >
        <ReferenceMultiSelect
          label="Roles"
          from={roles.list}
          chosen={portal.roles}
          {...state.form.getInputProps('roles')}
        />
        {losing.length > 0 && (
          <p className="note">
            People who come in only by {losing.map(role => role.name).join(', ')} will be refused from their
            next sign-in.
          </p>
        )}
        {chosen.length === 0 && <p className="note">Without a role the portal lets nobody in.</p>}
      </FormShell>
    </Section>
  )
}
