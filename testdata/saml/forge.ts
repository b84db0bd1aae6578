import { createHash, sign as signBytes } from 'node:crypto'
import { XmlC14NMode, XmlDocument, XmlElement } from 'libxml2-wasm'

/** Algorithms by the names that documents give them. */
export const uris = {
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const

const ds = { ds: 'http://www.w3.org/2000/09/xmldsig#' }

/** How one element is signed; every member bends one thing. */
export interface Signing {
  /** PEM of the private key. */
  readonly key: string
  /** Prefix of the signature's elements; empty for a default namespace. Default `ds`. */
  readonly prefix?: string
  readonly canonicalization?: 'exclusive' | 'inclusive'
  /** Space-separated, as InclusiveNamespaces of the transform. */
  readonly prefixList?: string
  /** Value of URI. Default: `#` and the id. */
  readonly uri?: string
  /** Inside Transforms, in place of the usual two. */
  readonly transforms?: string
  /** Inside DigestValue. */
  readonly digestValue?: (digest: string) => string
  /** Inside SignatureValue. */
  readonly signatureValue?: (value: string) => string
  readonly signatureMethod?: string
  readonly digestMethod?: string
  /** Node's name of the hash, for another signature method. */
  readonly hash?: string
  /** Makes the signature in place of the key. */
  readonly signer?: (signedInfo: string) => Buffer
  /** After SignatureValue. */
  readonly keyInfo?: string
  /** After KeyInfo. */
  readonly object?: string
  /** In SignedInfo, after the Reference. */
  readonly secondReference?: string
  /** Signs SignedInfo as if its canonical form were this. */
  readonly signedInfoForm?: string
}

/**
 * Puts an enveloped signature on the element with an id, after its Issuer, as identity providers do. Text work, so
 * that a document can be signed in any shape, with libxml2's canonical form and node's crypto.
 */
export function signed(xml: string, id: string, signing: Signing): string {
  const at = signatureSpot(xml, id)
  const digest = signing.digestValue ?? (value => value)
  const digestOf = createHash('sha256')
    .update(canonicalForm(xml, `//*[@ID="${id}"]`, signing))
    .digest('base64')
  const unsigned = xml.slice(0, at) + signatureXml(id, signing, digest(digestOf), '@@value@@') + xml.slice(at)
  const signedInfo =
    signing.signedInfoForm ??
    canonicalForm(unsigned, `//*[@ID="${id}"]/ds:Signature/ds:SignedInfo`, {
      ...signing,
      prefixList: '',
    })
  const value = (
    signing.signer ?? (text => signBytes(signing.hash ?? 'sha256', Buffer.from(text), signing.key))
  )(signedInfo).toString('base64')
  return unsigned.replace('@@value@@', () => (signing.signatureValue ?? (text => text))(value))
}

/** After the Issuer of the element, or at the beginning of its content. */
function signatureSpot(xml: string, id: string): number {
  const idAt = xml.indexOf(`ID="${id}"`)
  if (idAt < 0) throw new Error(`nothing has the id ${id}`)
  const opened = xml.indexOf('>', idAt) + 1
  const issuer = /^\s*<(\w+:)?Issuer[^>]*>[^<]*<\/(\w+:)?Issuer>/.exec(xml.slice(opened))
  return opened + (issuer?.[0].length ?? 0)
}

/** The canonical form of the one element that a path finds. */
export function canonicalForm(
  xml: string,
  path: string,
  { canonicalization = 'exclusive', prefixList = '' }: Pick<Signing, 'canonicalization' | 'prefixList'> = {},
): string {
  const document = XmlDocument.fromString(xml)
  try {
    const element = document.get(path, ds)
    if (!(element instanceof XmlElement)) throw new Error(`no element at ${path}`)
    const prefixes = prefixList.split(' ').filter(prefix => prefix !== '')
    return element.canonicalizeToString({
      mode: canonicalization === 'exclusive' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0,
      ...(prefixes.length > 0 && { inclusiveNamespacePrefixes: prefixes }),
    })
  } finally {
    document.dispose()
  }
}

function signatureXml(id: string, signing: Signing, digest: string, value: string): string {
  const { prefix = 'ds', canonicalization = 'exclusive', uri = `#${id}` } = signing
  const p = prefix === '' ? '' : `${prefix}:`
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`
  const method = uris[canonicalization]
  const inclusive = signing.prefixList
    ? `<ec:InclusiveNamespaces xmlns:ec="${uris.exclusive}" PrefixList="${signing.prefixList}"/>`
    : ''
  const transforms =
    signing.transforms ??
    `<${p}Transform Algorithm="${uris.enveloped}"/><${p}Transform Algorithm="${method}">${inclusive}</${p}Transform>`
  return (
    `<${p}Signature ${declaration}="${ds.ds}"><${p}SignedInfo>` +
    `<${p}CanonicalizationMethod Algorithm="${method}"/>` +
    `<${p}SignatureMethod Algorithm="${signing.signatureMethod ?? uris.rsaSha256}"/>` +
    `<${p}Reference URI="${uri}"><${p}Transforms>${transforms}</${p}Transforms>` +
    `<${p}DigestMethod Algorithm="${signing.digestMethod ?? uris.sha256}"/><${p}DigestValue>${digest}</${p}DigestValue>` +
    `</${p}Reference>${signing.secondReference ?? ''}</${p}SignedInfo>` +
    `<${p}SignatureValue>${value}</${p}SignatureValue>` +
    `${signing.keyInfo ?? ''}${signing.object ?? ''}</${p}Signature>`
  )
}
