import { diag } from 'libxml2-wasm'

/** Runs work and tells how many XML documents and other native objects it left behind. */
export function undisposedAfter(work: () => void): number {
  diag.configure({ enabled: true })
  try {
    work()
    const report: Record<string, { totalInstances?: number; garbageCollected?: number }> = diag.report() ?? {}
    return Object.values(report).reduce((sum, { totalInstances = 0 }) => sum + totalInstances, 0)
  } finally {
    diag.configure({ enabled: false })
  }
}
