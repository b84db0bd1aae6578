import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface Props {
  readonly title: string
  readonly intro?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** A table reaches the edges of its section. */
  readonly flush?: boolean
}

/** A part of a page, with a heading of its own. */
export function Section({ title, intro, actions, children, flush }: Props) {
  const id = useId()
  return (
    <Box component="section" className="surface" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" px="md" pt="sm" pb={flush ? 'xs' : 0} gap="sm">
        <Stack gap={2} style={{ flex: '1 1 16rem' }}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {intro && (
            <Text size="sm" c="dimmed" component="div" maw="44rem">
              {intro}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      <Box p={flush ? 0 : 'md'} pt={flush ? 0 : 'sm'}>
        {children}
      </Box>
    </Box>
  )
}
