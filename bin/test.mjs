#!/usr/bin/env node
// `npm test [-- PATH…] [--engine=pglite|postgres]`.
import { withNode } from './with-node.mjs'

await withNode('The tests need', async () => {
  const { main } = await import('../testdata/runner/main.ts')
  process.exitCode = await main(process.argv.slice(2))
})
