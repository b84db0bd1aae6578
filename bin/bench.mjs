#!/usr/bin/env node
// `npm run bench -- NAME [--json]`.
import { withNode } from './with-node.mjs'

await withNode('The benches need', async () => {
  const { main } = await import('../bench/main.ts')
  process.exitCode = await main(process.argv.slice(2))
})
