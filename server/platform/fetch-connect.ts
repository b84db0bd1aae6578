import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { isReachable, type Range } from './address-ranges.ts'
import { refuse } from './fetch-result.ts'

/** Every address of a name. Injected in tests; the system's resolver otherwise. */
export type ResolveName = (
  name: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

export const resolveName: ResolveName = name => systemLookup(name, { all: true })

/**
 * The addresses of a host that may be connected to: those that are public or in `allow`.
 * @throws FetchRefused `fetch.address` when there is none; the resolver's own error when the name is unknown
 */
export async function reachableAddresses(host: string, allow: readonly Range[], resolve: ResolveName) {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const found = family === 0 ? await resolve(bare) : [{ address: bare, family }]
  const reachable = found.filter(({ address }) => isReachable(address, allow))
  if (reachable.length === 0) {
    throw refuse(
      'fetch.address',
      `${bare} leads to no public address; POSTERN_OUTBOUND_ALLOW may name its range`,
    )
  }
  return reachable
}

/**
 * Connections that reach only checked addresses. The name is resolved once, inside the connection attempt, and the
 * socket is given those very addresses, so a name that answers differently the second time gains nothing.
 */
export function guardedAgent(allow: readonly Range[], resolve: ResolveName, ca?: string): Agent {
  const lookup: LookupFunction = (name, options, done) => {
    reachableAddresses(name, allow, resolve).then(
      ([first, ...rest]) => {
        if (!first) return done(new Error('no address'), '', 0)
        if (options.all) done(null, [first, ...rest])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
  const connect = buildConnector({ lookup, timeout: 10_000, ...(ca === undefined ? {} : { ca }) })
  return new Agent({
    connect(options, done) {
      // sockets ask nobody about a literal address, so it is checked here
      const literal = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) !== 0 && !isReachable(literal, allow)) {
        done(refuse('fetch.address', `${literal} is not a public address`), null)
        return
      }
      connect(options, done)
    },
  })
}
