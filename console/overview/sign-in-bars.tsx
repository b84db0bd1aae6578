import { Group, VisuallyHidden } from '@mantine/core'
import type { Overview } from '@postern/contract/api/overview.ts'
import { None } from '../ui/none.tsx'
import { Status } from '../ui/status.tsx'

const height = 110
const width = 28
const gap = 10
const dayName = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const named = (day: string) => dayName.format(new Date(`${day}T00:00:00Z`))

/** One bar a day: admitted below, refused on top; the same as a table for those who cannot see it. */
export function SignInBars({ days }: { readonly days: Overview['signIns'] }) {
  const most = Math.max(...days.map(day => day.admitted + day.refused), 0)
  if (most === 0) return <None>Nobody came.</None>
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * height))
  const full = days.length * (width + gap) - gap
  return (
    <div>
      <Group gap="md" mb="xs" justify="space-between">
        <Group gap="md">
          <Status tone="good">Admitted</Status>
          <Status tone="bad">Refused</Status>
        </Group>
        <span className="note">Most in a day: {most}</span>
      </Group>
      <svg viewBox={`0 0 ${full} ${height + 18}`} className="bars" aria-hidden="true" focusable="false">
        <line x1={0} x2={full} y1={height + 0.5} y2={height + 0.5} stroke="var(--line)" />
        {days.map((day, index) => {
          const x = index * (width + gap)
          const admitted = scale(day.admitted)
          const refused = scale(day.refused)
          return (
            <g key={day.day}>
              <title>{`${named(day.day)}: ${day.admitted} admitted, ${day.refused} refused`}</title>
              <rect x={x} y={height - admitted} width={width} height={admitted} rx={1.5} fill="var(--good)" />
              <rect
                x={x}
                y={height - admitted - refused - (refused && admitted ? 1.5 : 0)}
                width={width}
                height={refused}
                rx={1.5}
                fill="var(--bad)"
              />
              {(index === 0 || index === days.length - 1) && (
                <text
                  x={index === 0 ? x : x + width}
                  y={height + 14}
                  textAnchor={index === 0 ? 'start' : 'end'}
                  fontSize={11}
                  fill="var(--mantine-color-dimmed)"
                >
                  {named(day.day)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <VisuallyHidden>
        <table>
          <caption>Sign-ins by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Admitted</th>
              <th scope="col">Refused</th>
            </tr>
          </thead>
          <tbody>
            {days.map(day => (
              <tr key={day.day}>
                <th scope="row">{named(day.day)}</th>
                <td>{day.admitted}</td>
                <td>{day.refused}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </div>
  )
}
