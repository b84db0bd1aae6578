/** Clocks of several nodes differ: an id may be a little older or newer than the time recorded beside it. */
const slack = 60_000

/** The smallest UUIDv7 of a moment (RFC 9562 §5.7): lets a filter by time use the key that rows are kept by. */
export const idFrom = (from: string) => bound(new Date(from).getTime() - slack, '0')

/** The greatest UUIDv7 of a moment. */
export const idTo = (to: string) => bound(new Date(to).getTime() + slack, 'f')

function bound(milliseconds: number, fill: '0' | 'f'): string {
  const time = Math.max(0, milliseconds).toString(16).padStart(12, '0').slice(-12)
  const run = (length: number) => fill.repeat(length)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${run(3)}-${fill === '0' ? '8' : 'b'}${run(3)}-${run(12)}`
}
