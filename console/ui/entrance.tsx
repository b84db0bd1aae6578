import { Box, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'
import { SchemeMenu } from './scheme-menu.tsx'

/** The frame of the pages before one is signed in. */
export function Entrance({ children, steps }: { readonly children: ReactNode; readonly steps?: string }) {
  return (
    <Box component="main" id="main" className="entrance">
      <Group justify="space-between" w="100%" maw="27rem">
        <Group gap="sm">
          <Mark size={30} />
          <Text fw={650} size="lg">
            Postern
          </Text>
        </Group>
        <Group gap="sm">
          {steps && (
            <Text size="xs" c="dimmed">
              {steps}
            </Text>
          )}
          <SchemeMenu />
        </Group>
      </Group>
      <Stack className="surface" w="100%" maw="27rem" p="lg" gap="md">
        {children}
      </Stack>
    </Box>
  )
}
