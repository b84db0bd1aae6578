import { TagsInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'

/** Domains whose verified addresses the provider may vouch for. */
export function TrustedDomains({ field }: { readonly field: GetInputPropsReturnType }) {
  return (
    <TagsInput
      label="Trusted domains"
      description="A verified address of one of these links a newcomer to the account that has it already. An address never links by itself: leave this empty unless this provider speaks for the domain."
      placeholder="example.org"
      splitChars={[',', ' ', ';']}
      {...field}
    />
  )
}
