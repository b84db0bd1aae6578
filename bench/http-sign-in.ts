import { makeSamlResponse } from '@postern/demo/saml-fixtures.ts'
import { requestIdOf, stranger } from '@postern/testdata/doorway.ts'
import type { Answer, HttpClient } from './http-client.ts'
import type { PreparedTenant } from './prepared-tenant.ts'

/** A browser back from the identity provider, about to post what it was given. */
export interface ReadySignIn {
  readonly form: string
  readonly cookie: string
}

/** Begins a sign-in and signs its response: everything that is not ours to be fast at. */
export async function beginSignIn(
  http: HttpClient,
  tenant: PreparedTenant,
  person: number,
): Promise<ReadySignIn> {
  const begun = await http.get(`/sso/${tenant.connection}/login`)
  const redirect = expectRedirect(begun, 'beginning')
  const samlResponse = await makeSamlResponse(tenant.entityId, tenant.key, {
    spEntityId: tenant.spEntityId,
    acsUrl: tenant.acsUrl,
    inResponseTo: requestIdOf(redirect),
    person: stranger(person),
  })
  return { form: `SAMLResponse=${encodeURIComponent(samlResponse)}`, cookie: cookieOf(begun) }
}

/** What is timed: ACS post → 303 → finish → session cookie. */
export async function completeSignIn(
  http: HttpClient,
  { connection }: PreparedTenant,
  { form, cookie }: ReadySignIn,
): Promise<void> {
  const posted = await http.post(`/sso/${connection}/acs`, form)
  const finished = await http.get(expectRedirect(posted, 'posting'), cookie)
  expectRedirect(finished, 'finishing')
  if (!cookieOf(finished).startsWith('postern-portal-')) throw new Error('no session cookie was set')
}

function expectRedirect({ status, headers }: Answer, what: string): string {
  if (status !== 303 || headers.location === undefined) throw new Error(`${what} answered ${status}`)
  return headers.location
}

const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';', 1)[0] ?? ''
