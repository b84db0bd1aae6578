import type { Policy } from '@postern/contract/policy.ts'

const samples: Readonly<Record<string, string>> = {
  firstName: 'Ada',
  lastName: 'Moss',
  email: 'ada.moss@example.org',
}

/** Claims of an invented person that carry every claim the policy reads. */
export function exampleClaims(policy: Policy): string {
  const lines = new Map([
    ['subject', 'a1b2c3d4'],
    ['email', 'ada.moss@example.org'],
    ['email_verified', 'true'],
  ])
  const add = (claim: string, value: string) => {
    if (claim && !claim.startsWith('@') && !lines.has(claim)) lines.set(claim, value)
  }
  for (const entry of policy.properties) add(entry.claim, samples[entry.property] ?? 'example')
  if (policy.match) add(policy.match.claim, '1000042')
  for (const entry of policy.attributes) add(entry.claim, 'example')
  return [...lines].map(([name, value]) => `${name}: ${value}`).join('\n')
}
