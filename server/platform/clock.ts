/** The only source of the time; handed in by the composition, fixed in tests. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
