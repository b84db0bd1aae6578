import type { Bench } from './result.ts'

const benches: Readonly<Record<string, { summary: string; load: () => Promise<{ default: Bench }> }>> = {
  'sign-in': {
    summary: 'SAML sign-ins over HTTP, first-time and returning, on PGlite and PostgreSQL.',
    load: () => import('./sign-in.ts'),
  },
  start: {
    summary: 'From the command to the first page, on an empty directory and later.',
    load: () => import('./start.ts'),
  },
}

/** Runs the bench the arguments of `npm run bench` name. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...others] = args.filter(arg => arg !== '--json')
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (!bench || others.length > 0) {
    console.error('Usage: npm run bench -- NAME [--json]\n')
    for (const [known, { summary }] of Object.entries(benches))
      console.error(`  ${known.padEnd(10)}${summary}`)
    return 2
  }
  const { default: run } = await bench.load()
  const result = await run(line => console.log(line))
  if (args.includes('--json')) console.log(JSON.stringify({ bench: name, ...result }))
  return 0
}
