import type { Config } from '../../config.ts'
import { isLoopbackHost } from '../../platform/address-ranges.ts'
import { outbound } from '../../platform/fetch.ts'
import { type Finding, ok, warn } from './finding.ts'

/** The address in links and metadata is one that browsers trust, and it leads here. */
export async function checkPublicUrl(
  config: Pick<Config, 'publicUrl' | 'production' | 'trustProxy' | 'listen'>,
): Promise<Finding[]> {
  const { publicUrl, production, trustProxy, listen } = config
  const url = new URL(publicUrl)
  const local = isLoopbackHost(url.hostname)
  const findings: Finding[] = []
  if (local && production) {
    findings.push(
      warn(
        'public URL',
        `${publicUrl} is this machine only`,
        'Set PUBLIC_URL to the https origin people use.',
      ),
    )
  } else if (url.protocol === 'http:' && !local) {
    findings.push(
      warn(
        'public URL',
        `${publicUrl} is not https`,
        'Browsers keep no session there: put a proxy with TLS in front.',
      ),
    )
  }
  if (url.protocol === 'https:' && isLoopbackHost(listen.host) && trustProxy === false) {
    findings.push(
      warn(
        'proxy',
        'TLS ends before us, and TRUST_PROXY is off',
        'Set TRUST_PROXY to your proxy’s address (loopback when it runs here), or every caller looks like the proxy.',
      ),
    )
  }
  const out = outbound({ allow: [], origins: [publicUrl] })
  const health = await out.get(`${publicUrl}/healthz`, { timeoutMilliseconds: 5_000 })
  await out.close()
  findings.push(
    health.ok
      ? ok('public URL', `${publicUrl} answers`)
      : warn(
          'public URL',
          `${publicUrl}/healthz does not answer (${health.detail})`,
          'Fine while the server is stopped; otherwise check DNS, proxy, HOST and PORT.',
        ),
  )
  return findings
}
