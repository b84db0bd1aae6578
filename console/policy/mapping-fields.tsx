import { ActionIcon, Button, Group, SimpleGrid, Stack, Text, Title, Tooltip } from '@mantine/core'
import { attributes } from '@postern/contract/api/attributes.ts'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { ReferenceSelect } from '../forms/reference-select.tsx'
import { ClaimField } from './claim-field.tsx'
import type { PolicyForm } from './policy-form.tsx'

/** What is kept equal to claims: account properties and profile attributes. */
export function MappingFields({ form }: { readonly form: PolicyForm }) {
  const heading = useId()
  const rows = form.values.attributes
  const taken = rows.map(row => row.attribute)
  return (
    <Stack gap="md">
      <Title order={3}>Account</Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt="-0.5rem">
        <ClaimField label="First name" {...form.getInputProps('firstName')} />
        <ClaimField label="Last name" {...form.getInputProps('lastName')} />
        <ClaimField label="Email" {...form.getInputProps('email')} />
      </SimpleGrid>
      <Title order={3} id={heading}>
        Profile
      </Title>
      <Stack gap="xs" role="group" aria-labelledby={heading} mt="-0.5rem">
        {rows.length === 0 && (
          <Text size="sm" c="dimmed">
            No profile attributes are mapped.
          </Text>
        )}
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <ReferenceSelect
                aria-label={`Attribute ${index + 1}`}
                placeholder="Attribute"
                by="uid"
                from={attributes.list}
                without={taken.filter(uid => uid !== row.attribute)}
                {...form.getInputProps(`attributes.${index}.attribute`)}
              />
            </div>
            <Text c="dimmed" mt={6} aria-hidden>
              =
            </Text>
            <div style={{ flex: 1, minWidth: 0 }}>
              <ClaimField
                aria-label={`Claim of attribute ${index + 1}`}
                {...form.getInputProps(`attributes.${index}.claim`)}
              />
            </div>
            <Tooltip label="Remove this mapping">
              <ActionIcon
                variant="subtle"
                color="gray"
                mt={4}
                aria-label={`Remove mapping ${index + 1}`}
                onClick={() => form.removeListItem('attributes', index)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        ))}
      </Stack>
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => form.insertListItem('attributes', { attribute: null, claim: '' })}
        >
          Map an attribute
        </Button>
      </Group>
    </Stack>
  )
}
