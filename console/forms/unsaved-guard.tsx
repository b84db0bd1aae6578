import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

/** Asks before a page with unsaved entries is left, within the console and by closing the window. */
export function UnsavedGuard({ hasUnsaved }: { readonly hasUnsaved: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      (current.pathname !== next.pathname || drawerOf(current.search) !== drawerOf(next.search)) &&
      hasUnsaved(),
    enableBeforeUnload: hasUnsaved,
    withResolver: true,
  })
  const blocked = blocker.status === 'blocked'
  return (
    <Modal opened={blocked} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Text size="sm">What you entered on this page has not been saved.</Text>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          Stay
        </Button>
      </Group>
    </Modal>
  )
}

/** Drawers stand in the address as `edit`: closing one leaves its form. */
const drawerOf = (search: object) => ('edit' in search ? search.edit : undefined)
