import { Text } from '@mantine/core'

/** Stands where a table has nothing to show, in words for those who cannot see a dash. */
export function None({ children = 'None' }: { readonly children?: string }) {
  return (
    <Text component="span" c="dimmed" size="sm">
      {children}
    </Text>
  )
}
