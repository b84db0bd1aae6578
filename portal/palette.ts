import { black, type Colour, contrast, inkOn, legible, mix, parseColour, white } from './colour.ts'

/** Colour variables of one scheme, by name without dashes: `--brand` is `brand`. */
export type Palette = Readonly<Record<string, Colour>>

/** What a portal wears that chose no colour: petrol. */
export const ownColour = parseColour('#175e6e') as Colour

/** Colours that no portal changes. Text colours have 4.5 against each ground, `edge` has 3; a test sees to it. */
export const neutrals = {
  light: {
    ground: [245, 246, 244],
    card: [255, 255, 255],
    ink: [24, 33, 31],
    soft: [82, 93, 89],
    line: [221, 226, 223],
    edge: [125, 136, 132],
    demo: [122, 74, 0],
    'demo-ground': [253, 241, 220],
    good: [25, 104, 58],
    'good-ground': [228, 243, 233],
  },
  dark: {
    ground: [17, 22, 24],
    card: [26, 33, 36],
    ink: [232, 238, 236],
    soft: [168, 181, 177],
    line: [46, 56, 60],
    edge: [112, 126, 122],
    demo: [243, 199, 120],
    'demo-ground': [51, 40, 15],
    good: [134, 214, 164],
    'good-ground': [23, 52, 36],
  },
} as const satisfies Record<'light' | 'dark', Palette>

/** The brand's colours on light grounds. Brand surfaces keep the exact colour; text in it is darkened until it reads. */
export function lightBrand(primary: Colour): Palette {
  const { card, ground } = neutrals.light
  const tint = mix(card, primary, 0.08)
  return {
    ...surface('panel', primary),
    ...surface('brand', primary),
    // a pale button still has an outline that can be seen
    'brand-edge': legible(primary, [card, ground], 3, black),
    accent: legible(primary, [card, ground, tint], 4.5, black),
    tint,
  }
}

/** The same on dark grounds: the panel is dimmed so that it does not glare, buttons are lightened until they stand out. */
export function darkBrand(primary: Colour): Palette {
  const { card, ground } = neutrals.dark
  const tint = mix(card, primary, 0.18)
  const button = legible(primary, [card, ground], 3, white)
  return {
    ...surface('panel', mix(primary, ground, 0.68)),
    ...surface('brand', button),
    'brand-edge': button,
    accent: legible(primary, [card, ground, tint], 4.5, white),
    tint,
  }
}

/** A filled area: its colour, the text on it, a faint line for ornament, and itself under the pointer. */
function surface(name: string, colour: Colour): Palette {
  const ink = inkOn(colour)
  // away from the text colour, so that hovering never lowers the contrast
  const away = ink === white ? black : white
  const extreme = contrast(colour, away) < 1.2
  return {
    [name]: colour,
    [`on-${name}`]: ink,
    [`${name}-line`]: mix(colour, ink, 0.22),
    [`${name}-hover`]: mix(colour, extreme ? ink : away, extreme ? 0.12 : 0.18),
  }
}
