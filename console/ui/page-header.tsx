import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { hasNavigated } from './navigated.ts'

interface Props {
  readonly title: string
  /** One sentence: what this page is for. */
  readonly intro?: ReactNode
  /** Beside the title: a status. */
  readonly aside?: ReactNode
  readonly actions?: ReactNode
}

/** The heading of a page. It names the window, and takes the focus when a navigation brought it here. */
export function PageHeader({ title, intro, aside, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Postern`
  }, [title])
  useEffect(() => {
    if (hasNavigated()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md">
      <Stack gap={2} style={{ flex: '1 1 20rem' }}>
        <Group gap="sm" align="center">
          <Title order={1} ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {aside}
        </Group>
        {intro && (
          <Text c="dimmed" size="sm" maw="44rem" component="div">
            {intro}
          </Text>
        )}
      </Stack>
      {actions && <Box>{actions}</Box>}
    </Group>
  )
}
