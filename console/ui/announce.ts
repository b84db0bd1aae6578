import { notifications } from '@mantine/notifications'

/** Says that something was done: in a corner, and to screen readers. */
export function announce(message: string): void {
  notifications.show({
    message,
    color: 'verdigris',
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  })
}
