import { createHash } from 'node:crypto'
import type { Branding, PortalLook } from '@postern/contract/portal-view.ts'
import { formatColour, parseColour } from './colour.ts'
import { darkBrand, lightBrand, neutrals, ownColour, type Palette } from './palette.ts'

export interface PortalStyle {
  readonly css: string
  /** Of the text, for the `v` of its address: a changed colour is a new address, so it may be cached for ever. */
  readonly hash: string
}

/**
 * The portal's own style sheet: its colour, and everything derived from it, for light and dark. Every pair of text and
 * ground meets WCAG 2.2 AA whatever the colour. Only parsed colours reach the text, so a setting cannot inject rules.
 */
export function portalStyle(branding: Branding): PortalStyle {
  const primary = chosenColour(branding) ?? ownColour
  const css = schemes(lightBrand(primary), darkBrand(primary))
  return { css, hash: hashOf(css) }
}

/** Path of the portal's style sheet. Null when it chose no colour: the common sheet has our own. */
export function portalStylePath(portal: PortalLook): string | null {
  if (!chosenColour(portal.branding)) return null
  return `${portal.home}/style.css?v=${portalStyle(portal.branding).hash}`
}

/** Variables of the common style sheet: the neutral colours, and our own where a portal has none. */
export const commonVariables: string = schemes(
  { ...neutrals.light, ...lightBrand(ownColour) },
  { ...neutrals.dark, ...darkBrand(ownColour) },
)

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

function chosenColour({ primary }: Branding) {
  return primary === null ? null : parseColour(primary)
}

function schemes(light: Palette, dark: Palette): string {
  return `:root{${variables(light)}}@media (prefers-color-scheme:dark){:root{${variables(dark)}}}\n`
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${formatColour(colour)}`)
    .join(';')
}
