import ipaddr from 'ipaddr.js'

/** An address block: an IPv4 or IPv6 network and its prefix length. */
export type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Reads comma-separated CIDR blocks or single addresses; `wrong` lists the parts that are neither. */
export function parseRanges(text: string): { ranges: Range[]; wrong: string[] } {
  const ranges: Range[] = []
  const wrong: string[] = []
  for (const part of text.split(',').map(piece => piece.trim())) {
    const range = parseRange(part)
    if (range) ranges.push(range)
    else wrong.push(part)
  }
  return { ranges, wrong }
}

function parseRange(part: string): Range | null {
  // `isValidCIDR` would take "10.1/16"; the four-part form leaves no doubt about what was meant
  if (ipaddr.IPv4.isValidFourPartDecimal(part)) return [ipaddr.IPv4.parse(part), 32]
  if (ipaddr.IPv6.isValid(part)) return [ipaddr.IPv6.parse(part), 128]
  const address = part.split('/')[0] ?? ''
  if (!ipaddr.isValidCIDR(part)) return null
  if (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null
  return ipaddr.parseCIDR(part)
}

/**
 * Whether outbound requests may connect to an address: public unicast, or inside an allowed range. Everything
 * that reaches this machine, its networks or a cloud's metadata service counts as private.
 * @param address text of an IPv4 or IPv6 address; anything else is refused
 */
export function isReachable(address: string, allow: readonly Range[]): boolean {
  const parsed = parseAddress(address)
  if (!parsed) return false
  return isPublic(parsed) || allow.some(range => inside(parsed, range))
}

/** RFC 4291 §2.4 and IANA: of IPv6 only 2000::/3 is assigned to the public, ::/96 and the rest lead elsewhere. */
const publicIpv6 = ipaddr.IPv6.parse('2000::')

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(publicIpv6, 3)
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // a zone ("fe80::1%eth0") only exists on link-local addresses, which are refused anyway
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  if (!ipaddr.IPv6.isValid(text)) return null
  const address = ipaddr.IPv6.parse(text)
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

function inside(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  if (address instanceof ipaddr.IPv4 && network instanceof ipaddr.IPv4) return address.match(network, bits)
  if (address instanceof ipaddr.IPv6 && network instanceof ipaddr.IPv6) return address.match(network, bits)
  return false
}

/** Whether a URL's host names this machine: `localhost`, names below it, or a loopback address. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  return parseAddress(bare)?.range() === 'loopback'
}
