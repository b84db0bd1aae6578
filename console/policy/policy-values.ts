import type { AccountProperty, Policy } from '@postern/contract/policy.ts'

/** The policy as its form holds it. */
export interface PolicyValues {
  registration: boolean
  profileCreation: boolean
  profileType: string | null
  matchAttribute: string | null
  matchClaim: string
  firstName: string
  lastName: string
  email: string
  attributes: { attribute: string | null; claim: string }[]
  /** `user type/role`, both uids. */
  role: string | null
  location: string | null
}

const properties: readonly AccountProperty[] = ['firstName', 'lastName', 'email']

export function valuesOf(policy: Policy): PolicyValues {
  const claimOf = (property: AccountProperty) =>
    policy.properties.find(entry => entry.property === property)?.claim ?? ''
  const { role, location } = policy.defaults
  return {
    registration: policy.registration,
    profileCreation: policy.profileCreation,
    profileType: policy.profileType,
    matchAttribute: policy.match?.attribute ?? null,
    matchClaim: policy.match?.claim ?? '',
    firstName: claimOf('firstName'),
    lastName: claimOf('lastName'),
    email: claimOf('email'),
    attributes: policy.attributes.map(entry => ({ ...entry })),
    role: role ? `${role.userType}/${role.role}` : null,
    location,
  }
}

export function policyOf(values: PolicyValues): Policy {
  const [userType, role] = values.role?.split('/') ?? []
  const matches = values.matchAttribute !== null || values.matchClaim.trim() !== ''
  return {
    registration: values.registration,
    profileCreation: values.profileCreation,
    profileType: values.profileType,
    match: matches ? { attribute: values.matchAttribute ?? '', claim: values.matchClaim } : null,
    properties: mapped(values).map(property => ({ property, claim: values[property] })),
    attributes: values.attributes.map(({ attribute, claim }) => ({ attribute: attribute ?? '', claim })),
    defaults: {
      role: userType && role ? { userType, role } : null,
      location: values.location,
    },
  }
}

const mapped = (values: PolicyValues) => properties.filter(property => values[property].trim() !== '')

/** Where the form shows a complaint about the document. */
export function fieldOf(path: string, values: PolicyValues): string {
  const property = /^properties\.(\d+)/.exec(path)
  if (property) return mapped(values)[Number(property[1])] ?? 'email'
  if (path === 'match') return values.matchAttribute === null ? 'matchAttribute' : 'matchClaim'
  const renamed: Readonly<Record<string, string>> = {
    'match.attribute': 'matchAttribute',
    'match.claim': 'matchClaim',
    'defaults.role': 'role',
    'defaults.role.role': 'role',
    'defaults.role.userType': 'role',
    'defaults.location': 'location',
  }
  return renamed[path] ?? path
}

/** What was begun and not finished. */
export function missing(values: PolicyValues): Record<string, string> {
  const found: Record<string, string> = {}
  const claim = 'Name the claim.'
  if (values.matchClaim.trim() !== '' && values.matchAttribute === null) {
    found.matchAttribute = 'Choose the attribute.'
  }
  if (values.matchAttribute !== null && values.matchClaim.trim() === '') found.matchClaim = claim
  for (const [index, row] of values.attributes.entries()) {
    if (row.attribute === null) found[`attributes.${index}.attribute`] = 'Choose the attribute.'
    if (row.claim.trim() === '') found[`attributes.${index}.claim`] = claim
  }
  return found
}

/** What the switches come to, in one sentence: the table of just-in-time provisioning in words. */
export function inWords({ registration, profileCreation }: PolicyValues): string {
  if (!registration) return 'People who have an account come in. Nobody new gets one.'
  return profileCreation
    ? 'Anybody the provider vouches for comes in: whoever is new gets a profile and an account.'
    : 'People with a profile come in and get an account. Without a profile they are refused.'
}
