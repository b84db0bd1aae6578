const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

const steps: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, 'second'],
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
]

/** "3 minutes ago"; beyond a week the day itself. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1_000)
  const distance = Math.abs(seconds)
  if (distance < 10) return 'just now'
  for (const [limit, size, unit] of steps) {
    if (distance < limit) return words.format(Math.round(seconds / size), unit)
  }
  return day.format(at)
}
