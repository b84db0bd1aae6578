import { PasswordInput, Text } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'

interface Props {
  readonly label?: string
  readonly field: GetInputPropsReturnType
  readonly value: string
}

/** A new password: length is what counts, so length is what is shown. */
export function NewPassword({ label = 'Password', field, value }: Props) {
  const missing = 12 - value.length
  return (
    <div>
      <PasswordInput
        label={label}
        description="At least 12 characters. A sentence is easier to remember than a puzzle."
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        {...field}
      />
      {value !== '' && (
        <Text size="xs" c="dimmed" mt={4} aria-live="polite">
          {missing > 0 ? `${missing} more ${missing === 1 ? 'character' : 'characters'}.` : 'Long enough.'}
        </Text>
      )}
    </div>
  )
}
