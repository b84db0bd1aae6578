import { Alert, Button, Group, Text } from '@mantine/core'
import { IconRefreshAlert } from '@tabler/icons-react'

/** Somebody else saved first. Nothing was overwritten. */
export function StaleEdit({ reload }: { readonly reload?: (() => void) | undefined }) {
  return (
    <Alert
      color="brass"
      role="alert"
      icon={<IconRefreshAlert size={18} aria-hidden />}
      title="Changed meanwhile"
    >
      <Text size="sm">
        Somebody saved a change after you opened this page. Nothing of theirs was overwritten, and nothing of
        yours was saved. Load it again and repeat your change.
      </Text>
      {reload && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={reload}>
            Load again
          </Button>
        </Group>
      )}
    </Alert>
  )
}
