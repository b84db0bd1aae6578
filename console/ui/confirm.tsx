import { Stack } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'

interface Question {
  readonly title: string
  /** What it does, and to how many. */
  readonly says: ReactNode
  readonly confirm: string
  readonly destructive?: boolean
}

/** Asks before something that cannot simply be taken back. */
export function confirmed({ title, says, confirm, destructive = true }: Question): Promise<boolean> {
  return new Promise(resolve => {
    modals.openConfirmModal({
      title,
      children: (
        <Stack gap="xs" fz="sm">
          {says}
        </Stack>
      ),
      labels: { confirm, cancel: 'Cancel' },
      confirmProps: { color: destructive ? 'red' : 'verdigris' },
      cancelProps: { 'data-autofocus': true },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    })
  })
}
