import { Tooltip } from '@mantine/core'
import { relativeTime } from './relative-time.ts'

const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })

/** A moment: how long ago, and exactly on hover or focus. */
export function When({ at }: { readonly at: string }) {
  const date = new Date(at)
  return (
    <Tooltip label={exact.format(date)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(date, new Date())}
      </time>
    </Tooltip>
  )
}

export const exactly = (at: string) => exact.format(new Date(at))
