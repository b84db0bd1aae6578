import { None } from './none.tsx'

interface Props {
  readonly of: readonly { readonly name: string }[]
  readonly none?: string
}

/** A few names in a cell; of many the first three and how many more. */
export function Names({ of, none }: Props) {
  if (of.length === 0) return <None>{none ?? 'None'}</None>
  const shown = of.slice(0, 3).map(item => item.name)
  const more = of.length - shown.length
  return (
    <span title={of.map(item => item.name).join(', ')}>
      {shown.join(', ') + (more ? ` and ${more} more` : '')}
    </span>
  )
}
