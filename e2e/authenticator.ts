import type { Page } from 'playwright-core'

/** A passkey device that exists only in the browser. */
export type VirtualAuthenticator = {
  /** How many passkeys it holds, over all sites. */
  credentialCount(): Promise<number>
  /** Whether it confirms the person (fingerprint, PIN) when asked; it does at first. */
  confirmUser(confirms: boolean): Promise<void>
  /** Unplugs it, and forgets its passkeys. */
  remove(): Promise<void>
}

/**
 * Gives the page a built-in authenticator with discoverable credentials that answers every WebAuthn prompt at once.
 * Belongs to this page; WebAuthn itself wants https or `localhost`.
 */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async credentialCount() {
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
    async confirmUser(confirms) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: confirms })
    },
    async remove() {
      await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      await cdp.detach()
    },
  }
}
