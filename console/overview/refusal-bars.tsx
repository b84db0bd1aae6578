import type { Overview } from '@postern/contract/api/overview.ts'
import { reasons } from '@postern/contract/reasons.ts'
import { None } from '../ui/none.tsx'
import { ResourceLink } from '../ui/resource-link.tsx'

const shown = 6

/** The most frequent reasons, each leading to the attempts it refused. */
export function RefusalBars({ refusals }: { readonly refusals: Overview['refusals'] }) {
  const most = refusals[0]?.count
  if (!most) return <None>Nobody was refused.</None>
  const rest = refusals.slice(shown).reduce((sum, refusal) => sum + refusal.count, 0)
  return (
    <ol className="refusals">
      {refusals.slice(0, shown).map(({ reason, count }) => (
        <li key={reason}>
          <div className="refusal-line">
            <ResourceLink to="/attempts" search={{ reason }}>
              {reasons[reason].says}
            </ResourceLink>
            <span>{count}</span>
          </div>
          <div className="refusal-bar" style={{ width: `${Math.max(1, (100 * count) / most)}%` }} />
        </li>
      ))}
      {rest > 0 && <li className="note">{rest} more for other reasons.</li>}
    </ol>
  )
}
