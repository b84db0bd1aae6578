import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { asProblem } from '../api/problem.ts'

interface Props {
  readonly error: unknown
  readonly retry?: () => void
}

/** A failure, said once and alike everywhere: what, what now, and the id that the server's log has. */
export function ProblemView({ error, retry }: Props) {
  const problem = asProblem(error)
  // some refusals say the same of the whole and of the field
  const fields = problem.fields.filter(field => field.message !== problem.detail)
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />} title={problem.title}>
      <Stack gap="xs">
        {problem.detail && <Text size="sm">{problem.detail}</Text>}
        {fields.map(field => (
          <Text size="sm" key={field.field + field.message}>
            <Code>{field.field}</Code> {field.message}
          </Text>
        ))}
        {problem.instance && (
          <Text size="xs" c="dimmed">
            Request <Code>{problem.instance}</Code>
          </Text>
        )}
        {retry && (
          <Group>
            <Button size="xs" variant="default" onClick={retry}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
