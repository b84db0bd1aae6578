import { reservedPortalUrls } from './portal-url.ts'

/** Letters that do not decompose, as they are usually written without their marks. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  þ: 'th',
}

/** The uid a name suggests: `Abteilung für Ärzte` becomes `abteilung_fur_arzte`. */
export function uidFromName(name: string): string {
  const words = folded(name, '_')
  return (/^[a-z]/.test(words) ? words : `x_${words}`).slice(0, 63).replace(/_+$/, '')
}

/** The portal address a name suggests: `Physicians of St. Ann` becomes `physicians-of-st-ann`. */
export function portalUrlFromName(name: string): string {
  const words = folded(name, '-').slice(0, 63).replace(/-+$/, '')
  return words === '' || reservedPortalUrls.has(words) ? `portal-${words}`.replace(/-$/, '-1') : words
}

function folded(name: string, joint: '_' | '-'): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøđłþ]/g, letter => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(new RegExp(`^${joint}+|${joint}+$`, 'g'), '')
}
