import { Box, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  /** What this is for, and what to do next. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

export function Empty({ title, children, action }: Props) {
  return (
    <Box className="surface" p="xl">
      <Stack gap="xs" align="flex-start" maw="36rem">
        <Title order={2}>{title}</Title>
        <Text c="dimmed" component="div">
          {children}
        </Text>
        {action && <Group mt="xs">{action}</Group>}
      </Stack>
    </Box>
  )
}
