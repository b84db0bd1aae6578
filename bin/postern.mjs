#!/usr/bin/env node
// The command `postern`.
import { withNode } from './with-node.mjs'

await withNode('Postern needs', () => import('../server/main.ts'))
