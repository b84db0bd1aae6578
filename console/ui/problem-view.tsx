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
  // one wrong field, and nothing else to say: its message is the title
  const [only, second] = problem.code === 'request.invalid' && !problem.detail ? fields : []
  const single = second === undefined ? only : undefined
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={single?.message ?? problem.title}
    >
      <Stack gap="xs">
        {problem.detail && <Text size="sm">{problem.detail}</Text>}
        {(single ? [] : fields).map(field => (
          <Text size="sm" key={field.field + field.message}>
            <Code>{field.field}</Code> {field.message}
          </Text>
        ))}
        {problem.instance && (
          <Text size="xs" c="dimmed">
            Request <Code>{problem.instance}</Code>
            {single && (
              <>
                , field <Code>{single.field}</Code>
              </>
            )}
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
