import type { Announcement } from '../background.ts'

/** Tells whoever started the server where to go, and the one-time code that only they should have. */
export function announce({ publicUrl, setupCode, demo }: Announcement, note: (line: string) => void): void {
  note('')
  note(`Postern serves at ${publicUrl}`)
  note(`Console                            ${publicUrl}/console/`)
  for (const line of demo) note(line)
  if (setupCode !== null) note(`One-time code for the first administrator: ${setupCode}`)
  if (demo.length > 0)
    note('This is a demonstration: its people are made up. POSTERN_DEMO=off starts without it.')
  note('')
}
