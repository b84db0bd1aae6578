import { createHash, type KeyObject, verify } from 'node:crypto'
import { XmlC14NMode, type XmlDocument, type XmlElement } from 'libxml2-wasm'
import { attribute, attributes, elements, isNamed, plainText } from './xml.ts'

/**
 * Our profile of XML Signature (SAML core §5.4): one enveloped signature, one reference to the element that
 * carries it, canonicalization only as transform, keys only from configuration. Anything else is refused.
 */
export type SignatureOutcome =
  | { readonly is: 'absent' }
  | { readonly is: 'refused'; readonly why: string }
  /** The canonical bytes the signature covers. Claims are read from nothing else. */
  | { readonly is: 'valid'; readonly signed: string }

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
// maps, not objects: a document must not name an algorithm that every object has, such as `constructor`
const canonicalizations = new Map<string, 0 | 1>([
  ['http://www.w3.org/2001/10/xml-exc-c14n#', XmlC14NMode.XML_C14N_EXCLUSIVE_1_0],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', XmlC14NMode.XML_C14N_1_0],
])
const digests = new Map<string, string>([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
])
const algorithms = new Map<string, { hash: string; key: 'rsa' | 'ec' }>([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', { hash: 'sha256', key: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', { hash: 'sha384', key: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', { hash: 'sha512', key: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', { hash: 'sha256', key: 'ec' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', { hash: 'sha384', key: 'ec' }],
])

/**
 * Checks the signature that is a child of `element`, with each configured key. Removes the Signature from the
 * document (the enveloped transform), so outer signatures are checked before inner ones.
 */
export function checkSignature(
  document: XmlDocument,
  element: XmlElement,
  keys: readonly KeyObject[],
): SignatureOutcome {
  const signatures = elements(element, 'ds:Signature')
  const [signature] = signatures
  if (!signature) return { is: 'absent' }
  try {
    if (signatures.length > 1) throw new Unfit('several signatures on one element')
    const read = readSignature(signature)
    checkReference(document, element, read.uri)
    const signedInfo = canonical(read.signedInfo, read.canonicalization)
    if (!keys.some(key => holds(signedInfo, read, key)))
      throw new Unfit('no configured key made the signature')
    signature.remove()
    const signed = canonical(element, read.transform)
    const digest = createHash(read.digest).update(signed).digest()
    if (!digest.equals(read.digestValue)) throw new Unfit('the content differs from what was signed')
    return { is: 'valid', signed }
  } catch (error) {
    return {
      is: 'refused',
      why: error instanceof Unfit ? error.message : 'the signed content cannot be canonicalized',
    }
  }
}

class Unfit extends Error {}

interface Canonicalization {
  readonly mode: 0 | 1
  readonly prefixes: string[]
}

interface ReadSignature {
  readonly signedInfo: XmlElement
  readonly canonicalization: Canonicalization
  readonly algorithm: { hash: string; key: 'rsa' | 'ec' }
  readonly uri: string
  readonly transform: Canonicalization
  readonly digest: string
  readonly digestValue: Buffer
  readonly value: Buffer
}

function readSignature(signature: XmlElement): ReadSignature {
  // exactly one of each anywhere inside: a second SignedInfo in an Object is what digest-smuggling needs
  const signedInfo = one(signature, 'SignedInfo', './/ds:SignedInfo')
  const reference = one(signedInfo, 'Reference', './/ds:Reference')
  const transforms = elements(one(reference, 'Transforms'), 'ds:Transform')
  const algorithm = algorithms.get(algorithmOf(one(signedInfo, 'SignatureMethod')))
  if (!algorithm) throw new Unfit('the signature algorithm is not accepted')
  const digest = digests.get(algorithmOf(one(reference, 'DigestMethod')))
  if (!digest) throw new Unfit('the digest algorithm is not accepted')
  return {
    signedInfo,
    canonicalization: canonicalizationOf(one(signedInfo, 'CanonicalizationMethod')),
    algorithm,
    uri: attribute(reference, 'URI') ?? '',
    transform: transformOf(transforms),
    digest,
    digestValue: bytes(one(reference, 'DigestValue', './/ds:DigestValue')),
    value: bytes(one(signature, 'SignatureValue', './/ds:SignatureValue')),
  }
}

function one(parent: XmlElement, name: string, path = `ds:${name}`): XmlElement {
  const found = elements(parent, path)
  const [first] = found
  if (!first || found.length > 1 || !first.parent?.isSameNode(parent))
    throw new Unfit(`exactly one ${name} is expected`)
  return first
}

const algorithmOf = (element: XmlElement) => attribute(element, 'Algorithm') ?? ''

function transformOf(transforms: readonly XmlElement[]): Canonicalization {
  const [first, second, ...more] = transforms
  if (!first || algorithmOf(first) !== enveloped || more.length > 0)
    throw new Unfit('the transforms are not accepted')
  // without a canonicalization transform the reference is canonicalized inclusively (XML-DSig §4.4.3.2)
  return second ? canonicalizationOf(second) : { mode: XmlC14NMode.XML_C14N_1_0, prefixes: [] }
}

function canonicalizationOf(element: XmlElement): Canonicalization {
  const mode = canonicalizations.get(algorithmOf(element))
  if (mode === undefined) throw new Unfit('the canonicalization is not accepted')
  const list = elements(element, '*')
  if (list.length > 1) throw new Unfit('the canonicalization has unknown parameters')
  const [inclusive] = list
  if (!inclusive) return { mode, prefixes: [] }
  if (
    !isNamed(inclusive, 'http://www.w3.org/2001/10/xml-exc-c14n#', 'InclusiveNamespaces') ||
    mode === XmlC14NMode.XML_C14N_1_0
  ) {
    throw new Unfit('the canonicalization has unknown parameters')
  }
  return {
    mode,
    prefixes: (attribute(inclusive, 'PrefixList') ?? '').split(/\s+/).filter(prefix => prefix !== ''),
  }
}

function canonical(element: XmlElement, { mode, prefixes }: Canonicalization): string {
  return element.canonicalizeToString({
    mode,
    ...(prefixes.length > 0 ? { inclusiveNamespacePrefixes: prefixes } : {}),
  })
}

/** Every attribute that may be taken for an id, in any case and namespace. */
const ids = "//@*[translate(local-name(), 'ID', 'id') = 'id']"

/** The reference must name the element that carries the signature, and no other element may bear that id. */
function checkReference(document: XmlDocument, element: XmlElement, uri: string): void {
  const id = attribute(element, 'ID')
  if (!id || uri !== `#${id}`) throw new Unfit('the reference is not to the signed element')
  const bearers = attributes(document.root, ids).filter(({ value }) => value === id)
  if (bearers.length !== 1) throw new Unfit('the id of the signed element is not unique')
}

function bytes(element: XmlElement): Buffer {
  const text = plainText(element)
  const compact = text?.replace(/[\t\n\r ]/g, '') ?? ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new Unfit(`${element.name} is not plain base64`)
  return Buffer.from(compact, 'base64')
}

function holds(signedInfo: string, { algorithm, value }: ReadSignature, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== algorithm.key) return false
  if (algorithm.key === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return false
  return verify(
    algorithm.hash,
    Buffer.from(signedInfo),
    algorithm.key === 'ec' ? { key, dsaEncoding: 'ieee-p1363' } : key,
    value,
  )
}
