/**
 * A path on the portal's own host, fit for `href`, `src` and `action`. The server makes these, so a foreign address or a
 * scheme such as `javascript:` is a mistake of ours and stops the page.
 */
export function ownPath(path: string): string {
  if (!isOwnPath(path)) throw new Error(`Not a path of this host: ${JSON.stringify(path.slice(0, 80))}`)
  return path
}

/** The logo's address if the content security policy lets it load, otherwise null. Administrators choose it. */
export function imageAddress(address: string): string | null {
  const data = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml);base64,[A-Za-z0-9+/=]+$/
  return isOwnPath(address) || data.test(address) ? address : null
}

/** Where a contact can be reached, otherwise null. Mail carries `subject` unless it has a subject of its own. */
export function contactAddress(address: string, subject: string): string | null {
  if (/^mailto:[^\s?]+$/i.test(address)) return `${address}?subject=${encodeURIComponent(subject)}`
  return /^(mailto|tel):\S+$/i.test(address) || /^https:\/\/\S+$/i.test(address) ? address : null
}

// Two slashes, or a slash and a backslash, would name another host. Browsers drop tabs and line ends before they look.
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(path)
}
