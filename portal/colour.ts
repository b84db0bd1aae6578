/** A colour as red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

export const white: Colour = [255, 255, 255]
export const black: Colour = [0, 0, 0]

/** Reads `#rgb` and `#rrggbb`; null for anything else. */
export function parseColour(text: string): Colour | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text.trim())
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim())
  const channel = (match: RegExpExecArray, index: number) => {
    const digits = match[index] ?? '0'
    return Number.parseInt(digits.length === 1 ? digits + digits : digits, 16)
  }
  const match = long ?? short
  return match && [channel(match, 1), channel(match, 2), channel(match, 3)]
}

export function formatColour(colour: Colour): string {
  return `#${colour.map(channel => channel.toString(16).padStart(2, '0')).join('')}`
}

/** `share` of `other` in `colour`, 0 to 1. */
export function mix(colour: Colour, other: Colour, share: number): Colour {
  const channel = (from: number, to: number) => Math.round(from + (to - from) * share)
  return [channel(colour[0], other[0]), channel(colour[1], other[1]), channel(colour[2], other[2])]
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const lights = [luminance(one), luminance(other)]
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
}

/** White or black, whichever reads on `ground`: one of both always has a contrast above 4.5. */
export function inkOn(ground: Colour): Colour {
  return contrast(white, ground) >= 4.5 ? white : black
}

/** `colour`, moved towards `goal` no further than needed for `ratio` against every ground. */
export function legible(colour: Colour, grounds: readonly Colour[], ratio: number, goal: Colour): Colour {
  for (let step = 0; step < 50; step++) {
    const candidate = mix(colour, goal, step / 50)
    if (grounds.every(ground => contrast(candidate, ground) >= ratio)) return candidate
  }
  return goal
}

// WCAG 2.2, "relative luminance"
function luminance([red, green, blue]: Colour): number {
  const linear = (channel: number) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
