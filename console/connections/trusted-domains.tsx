import { TagsInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'

/** Domains whose verified addresses the provider may vouch for. */
export function TrustedDomains({ field }: { readonly field: GetInputPropsReturnType }) {
  return (
    <TagsInput
      label="Trusted domains"
      description="Where the policy matches people by email, a verified address of one of these domains finds the person who has it already. Leave this empty unless the provider speaks for the domain."
      placeholder="example.org"
      splitChars={[',', ' ', ';']}
      {...field}
    />
  )
}
