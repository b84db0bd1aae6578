import { Autocomplete, type AutocompleteProps } from '@mantine/core'
import { createContext, useContext } from 'react'

/** Names of claims to offer: those recent sign-ins carried, then those such a provider usually sends. */
export const KnownClaims = createContext<readonly string[]>([])

/** The name of a claim, exact and case-sensitive. */
export function ClaimField(props: AutocompleteProps) {
  const known = useContext(KnownClaims)
  return (
    <Autocomplete
      data={[...known]}
      spellCheck={false}
      autoComplete="off"
      placeholder="Name of the claim"
      classNames={{ input: 'code' }}
      {...props}
    />
  )
}
