/** The instants at which a day of the viewer's calendar begins and ends; undefined for what is no day. */
export const startOfDay = (day: string) => instant(`${day}T00:00:00`)
export const endOfDay = (day: string) => instant(`${day}T23:59:59.999`)

function instant(local: string): string | undefined {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
