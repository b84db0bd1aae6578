/** What an administrator does at each kind of identity provider, in that provider's own words. */
export interface Provider {
  readonly id: string
  readonly name: string
  readonly kind: 'saml' | 'oidc'
  /** What is done there, before values go back. */
  readonly steps: readonly string[]
  /** Where it shows what we need. */
  readonly find: string
  /** What that provider calls the values it is given. */
  readonly labels: Readonly<Record<'acsUrl' | 'entityId' | 'metadata' | 'redirectUri', string>>
  readonly discovery?: string
  /** Claims it usually sends, offered in the policy form. */
  readonly claims: readonly string[]
}

const plain = {
  acsUrl: 'ACS URL (assertion consumer service)',
  entityId: 'Entity ID (audience)',
  metadata: 'Metadata address',
  redirectUri: 'Redirect URI',
}
const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const oidcClaims = ['given_name', 'family_name', 'email', 'preferred_username', 'groups']

export const providers: readonly Provider[] = [
  {
    id: 'okta-saml',
    name: 'Okta',
    kind: 'saml',
    steps: [
      'In the Okta admin console open Applications, then Create App Integration, and choose SAML 2.0.',
      'Name it after this portal and paste the two values below on the page Configure SAML.',
      'Set Name ID format to Persistent, or choose an application username that never changes.',
      'Add the attribute statements you will map in the policy, then assign the people or groups.',
    ],
    find: 'On the app’s Sign On tab, under SAML Signing Certificates: Actions, then View IdP metadata.',
    labels: { ...plain, acsUrl: 'Single sign-on URL', entityId: 'Audience URI (SP Entity ID)' },
    claims: ['firstName', 'lastName', 'email', 'login', 'groups'],
  },
  {
    id: 'entra-saml',
    name: 'Microsoft Entra ID',
    kind: 'saml',
    steps: [
      'In the Entra admin center open Enterprise applications, then New application, then Create your own application.',
      'Choose “Integrate any other application”, then Single sign-on and SAML.',
      'Edit Basic SAML Configuration and paste the two values below.',
      'Under Attributes & Claims set the unique user identifier to something that never changes, such as the object id.',
    ],
    find: 'Under SAML Certificates: Federation Metadata XML, then Download.',
    labels: { ...plain, acsUrl: 'Reply URL', entityId: 'Identifier (Entity ID)' },
    claims: [
      `${soap}/givenname`,
      `${soap}/surname`,
      `${soap}/emailaddress`,
      `${soap}/name`,
      'http://schemas.microsoft.com/identity/claims/objectidentifier',
      'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
    ],
  },
  {
    id: 'saml',
    name: 'Another provider',
    kind: 'saml',
    steps: [
      'Register a service provider there: by our metadata address once the connection exists, or by the two values below.',
      'Let it sign assertions, and send a NameID that never changes for a person.',
      'Let it release the attributes you will map in the policy.',
    ],
    find: 'Its metadata document: a file, or what its metadata address shows. Else its entity id, sign-on address and signing certificate.',
    labels: plain,
    claims: ['givenName', 'sn', 'mail', 'uid', 'eduPersonPrincipalName', 'memberOf'],
  },
  {
    id: 'okta-oidc',
    name: 'Okta',
    kind: 'oidc',
    steps: [
      'In the Okta admin console open Applications, then Create App Integration, and choose OIDC and Web Application.',
      'Paste the value below under Sign-in redirect URIs.',
      'Assign the people or groups who may sign in.',
    ],
    find: 'Client ID and secret stand on the app’s General tab; the issuer is your Okta domain.',
    labels: { ...plain, redirectUri: 'Sign-in redirect URI' },
    discovery: 'https://your-company.okta.com',
    claims: oidcClaims,
  },
  {
    id: 'entra-oidc',
    name: 'Microsoft Entra ID',
    kind: 'oidc',
    steps: [
      'In the Entra admin center open App registrations, then New registration.',
      'Under Redirect URI choose Web and paste the value below.',
      'Under Certificates & secrets create a client secret, and note when it expires.',
    ],
    find: 'Application (client) ID and Directory (tenant) ID stand on the app’s Overview.',
    labels: plain,
    discovery: 'https://login.microsoftonline.com/your-tenant-id/v2.0',
    claims: ['given_name', 'family_name', 'email', 'preferred_username', 'oid', 'groups', 'roles'],
  },
  {
    id: 'oidc',
    name: 'Another provider',
    kind: 'oidc',
    steps: [
      'Register a confidential web client that uses the authorization code flow.',
      'Give it the value below as redirect URI.',
      'Let it release the claims you will map in the policy.',
    ],
    find: 'Its issuer or discovery address (…/.well-known/openid-configuration), the client id and the client secret.',
    labels: plain,
    discovery: 'https://id.example.org',
    claims: oidcClaims,
  },
]

/** The provider behind a stored connection, told by the names it goes by. */
export function providerOf(kind: 'saml' | 'oidc', issuer: string): Provider {
  const host = /okta/.test(issuer)
    ? `okta-${kind}`
    : /login\.microsoftonline|sts\.windows\.net|login\.windows/.test(issuer)
      ? `entra-${kind}`
      : kind
  return providers.find(provider => provider.id === host) ?? (providers[2] as Provider)
}
