import {
  ParseOption,
  XmlAttribute,
  XmlDocument,
  XmlElement,
  type XmlNode,
  XmlText,
  XmlXPath,
} from 'libxml2-wasm'

/** Namespaces of the SAML and signature vocabularies, by the prefixes used in our XPath. */
export const namespaces = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
} as const

// no DTD is loaded, nothing is fetched; without HUGE libxml2 limits depth to 256 and refuses oversized names and text
const options = { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE }

/**
 * Parses XML from outside, or returns null when it is not well-formed or carries a document type: entities and
 * default attributes would let the text that is read differ from the text that was signed.
 * The caller disposes the document.
 */
export function parseXml(source: Uint8Array | string): XmlDocument | null {
  let document: XmlDocument
  try {
    document =
      typeof source === 'string'
        ? XmlDocument.fromString(source, options)
        : XmlDocument.fromBuffer(source, options)
  } catch {
    return null
  }
  if (document.dtd === null) return document
  document.dispose()
  return null
}

const compiled = new Map<string, XmlXPath>()

/** Our paths are constants, and compiling one costs more than most searches: each is compiled once, and kept. */
function compile(path: string): XmlXPath {
  let found = compiled.get(path)
  if (!found) {
    found = XmlXPath.compile(path, namespaces)
    compiled.set(path, found)
  }
  return found
}

/** All elements an XPath finds below a node. The path is a constant: never text from a document. */
export function elements(node: XmlNode, path: string): XmlElement[] {
  return node.find(compile(path)).filter(found => found instanceof XmlElement)
}

/** All attributes an XPath finds below a node; see `elements`. */
export function attributes(node: XmlNode, path: string): XmlAttribute[] {
  return node.find(compile(path)).filter(found => found instanceof XmlAttribute)
}

/** The one element an XPath finds; null for none or several. */
export function only(node: XmlNode, path: string): XmlElement | null {
  const found = elements(node, path)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** An attribute's value, or null. SAML attributes carry no namespace. */
export function attribute(element: XmlElement, name: string): string | null {
  return (
    element.attrs.find(candidate => candidate.name === name && candidate.namespaceUri === '')?.value ?? null
  )
}

/** The text of an element that holds nothing but one text node; null otherwise, comments and CDATA included. */
export function plainText(element: XmlElement): string | null {
  const child = element.firstChild
  return child instanceof XmlText && child.next === null ? child.content : null
}

export function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespaceUri === namespace && element.name === name
}
