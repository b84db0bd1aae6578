import { MultiSelect, Select, type SelectProps } from '@mantine/core'
import type { Operation } from '@postern/contract/api/operation.ts'
import type { ReactNode } from 'react'
import { type Referable, useOptions } from './use-options.ts'

interface Common {
  readonly label?: string
  readonly 'aria-label'?: string
  readonly description?: ReactNode
  /** The list operation whose items are offered. */
  readonly from: Operation
  readonly query?: Readonly<Record<string, unknown>>
  /** What is chosen already, so that its name shows also when it is not among the options. */
  readonly chosen?: readonly Pick<Referable, 'id' | 'name'>[]
  /** Which part of an item is the value: its id, or the uid that policies name. */
  readonly by?: 'id' | 'uid'
  /** Values that are not to be offered: chosen elsewhere already. */
  readonly without?: readonly (string | null)[]
  readonly required?: boolean
  readonly disabled?: boolean
  readonly nothing?: string
  /** Form path, for focus and messages. */
  readonly 'data-path'?: string
  readonly error?: ReactNode
}

interface One extends Common {
  readonly value?: string | null
  readonly onChange: (value: string | null) => void
  readonly clearable?: boolean
  readonly placeholder?: string
  readonly size?: SelectProps['size']
}

interface Many extends Common {
  readonly value?: string[]
  readonly onChange: (value: string[]) => void
}

function useData({ from, query, chosen = [], by = 'id', without = [] }: Common) {
  const { items, onSearch, loading, error } = useOptions(from, query)
  const data = items
    .map(item => ({ value: item[by], label: item.name }))
    .filter(option => !without.includes(option.value))
  for (const item of chosen) {
    if (!data.some(option => option.value === item.id)) data.push({ value: item.id, label: item.name })
  }
  return { data, onSearch, loading, failure: error ? 'The choices could not be loaded.' : undefined }
}

/** Chooses another resource by its name. */
export function ReferenceSelect(props: One) {
  const { from, query, chosen, by, without, nothing, ...select } = props
  const { data, onSearch, loading, failure } = useData(props)
  // a value that is not offered any more is shown as it is, so that saving cannot drop it unseen
  const known = !props.value || data.some(option => option.value === props.value)
  const offered = known || !props.value ? data : [...data, { value: props.value, label: props.value }]
  return (
    <Select
      searchable
      data={offered}
      nothingFoundMessage={loading ? 'Loading…' : (nothing ?? 'Nothing found')}
      {...(onSearch ? { onSearchChange: onSearch } : {})}
      {...select}
      error={props.error ?? failure}
    />
  )
}

/** Chooses several other resources by their names. */
export function ReferenceMultiSelect(props: Many) {
  const { from, query, chosen, by, without, nothing, ...select } = props
  const { data, onSearch, loading, failure } = useData(props)
  return (
    <MultiSelect
      searchable
      clearable
      hidePickedOptions
      data={data}
      nothingFoundMessage={loading ? 'Loading…' : (nothing ?? 'Nothing found')}
      {...(onSearch ? { onSearchChange: onSearch } : {})}
      {...select}
      error={props.error ?? failure}
    />
  )
}
