import { PasswordInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'

/** Changing how one signs in asks for the password again, so that a borrowed session is not enough. */
export function PasswordProof({ field }: { readonly field: GetInputPropsReturnType }) {
  return (
    <PasswordInput
      label="Your password"
      description="Asked again, so that nobody at your unlocked screen can do this."
      autoComplete="current-password"
      required
      data-autofocus
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
      {...field}
    />
  )
}
