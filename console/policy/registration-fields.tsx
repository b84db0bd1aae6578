import { Alert, SimpleGrid, Stack, Switch } from '@mantine/core'
import { attributes } from '@postern/contract/api/attributes.ts'
import { profileTypes } from '@postern/contract/api/profile-types.ts'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { useOptions } from '../forms/use-options.ts'
import { ResourceLink } from '../ui/resource-link.tsx'
import { ClaimField } from './claim-field.tsx'
import type { PolicyForm } from './policy-form.tsx'
import { inWords } from './policy-values.ts'

/** Who gets in, and how people are recognized. */
export function RegistrationFields({ form }: { readonly form: PolicyForm }) {
  const known = useOptions<{ id: string; uid: string; name: string; identifier?: boolean }>(attributes.list)
  const chosen = known.items.find(attribute => attribute.uid === form.values.matchAttribute)
  return (
    <Stack gap="md">
      <Switch
        label="Registration (just in time)"
        description="Whoever signs in for the first time gets an account."
        {...form.getInputProps('registration', { type: 'checkbox' })}
      />
      <Switch
        label="Profile creation"
        description="Whoever has no profile gets one."
        {...form.getInputProps('profileCreation', { type: 'checkbox' })}
      />
      <p className="in-words" aria-live="polite">
        {inWords(form.values)}
      </p>
      <ReferenceSelect
        label="Profile type"
        description="Of profiles that are created; people are looked for within it."
        clearable
        by="uid"
        from={profileTypes.list}
        {...form.getInputProps('profileType')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ReferenceSelect
          label="People are recognized by"
          description="An attribute whose value is one person’s only."
          clearable
          by="uid"
          from={attributes.list}
          {...form.getInputProps('matchAttribute')}
        />
        <ClaimField
          label="equal to the claim"
          description="Compared exactly, after trimming."
          {...form.getInputProps('matchClaim')}
        />
      </SimpleGrid>
      {chosen?.identifier === false && (
        <Alert color="brass">
          {chosen.name} is not an identifier yet, so nobody can be matched by it. Turn that on under{' '}
          <ResourceLink to="/attributes" search={{ edit: chosen.id }}>
            Attributes
          </ResourceLink>
          .
        </Alert>
      )}
    </Stack>
  )
}
