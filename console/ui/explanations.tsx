import { Text } from '@mantine/core'
import type { Explanation } from '@postern/contract/api/fields.ts'
import type { Tone } from './status.tsx'
import './explanations.css'

const tones: Readonly<Record<Explanation['effect'], Tone>> = {
  explains: 'good',
  review: 'wait',
  refuses: 'bad',
}

/** Reasons in the order they were found; the one that refused is last. */
export function Explanations({ because }: { readonly because: readonly Explanation[] }) {
  if (because.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No reasons were recorded.
      </Text>
    )
  }
  return (
    <ol className="reasons">
      {because.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a code may occur twice, and the order is fixed
        <li key={index}>
          <span className="status" data-tone={tones[reason.effect]} style={{ whiteSpace: 'normal' }}>
            <span>{reason.says}</span>
          </span>
          {reason.remedy && <div className="reason-remedy">{reason.remedy}</div>}
          <div className="reason-more">
            <code>{reason.code}</code>
            {reason.rule && (
              <>
                {' '}
                by rule <code>{reason.rule}</code>
              </>
            )}
            {Object.entries(reason.values).map(([name, value]) => (
              <span key={name}>
                {' · '}
                {name}: <code>{value}</code>
              </span>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}
