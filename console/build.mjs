// Builds the console into console/dist. Called while `npm ci` prepares a checkout, and by `npm run prepare`.
import { build } from 'vite'

await build({ configFile: new URL('vite.config.ts', import.meta.url).pathname, logLevel: 'warn' })
