import { TextInput } from '@mantine/core'

interface Props {
  readonly label: string
  readonly value: string
  readonly description?: string
  /** A name that machines use. */
  readonly code?: boolean
}

/** What was chosen while creating and cannot be changed: readable and copyable, unlike a disabled field. */
export function Fixed({ label, value, description = 'Fixed when it was created.', code }: Props) {
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      variant="filled"
      {...(code ? { classNames: { input: 'code' } } : {})}
    />
  )
}
