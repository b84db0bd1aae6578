import { notifications } from '@mantine/notifications'

/** Says that something was done: in a corner, and to screen readers. */
export function announce(message: string): void {
  notifications.show({
    message,
    // said when there is a pause: an alert would cut short whatever is being read
    role: 'status',
    color: 'verdigris',
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  })
}
