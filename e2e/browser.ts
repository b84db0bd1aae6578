import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** Why no browser can start here, or undefined: made for `{ skip: browserUnavailable() ?? false }`. */
export function browserUnavailable(): string | undefined {
  const found = findChromium()
  return 'reason' in found ? found.reason : undefined
}

/**
 * Launches headless Chromium; close it after use. Unpacks the browser on first use.
 * @throws when there is no Chromium for this machine.
 */
export async function launchBrowser(): Promise<Browser> {
  const found = findChromium()
  if ('reason' in found) throw new Error(found.reason)
  const { path, args, env } = found
  return chromium.launch({ executablePath: path, args, env: { ...process.env, ...env } })
}
