import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev -w console` finds a server; without it the development mock answers. */
const server = process.env.POSTERN_DEV_SERVER

export default defineConfig(async ({ command }) => ({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [
    react(),
    ...(command === 'serve' && !server ? [(await import('./dev/mock-plugin.ts')).mockApi()] : []),
  ],
  server: server
    ? { proxy: Object.fromEntries(['/api', '/p', '/sso', '/problems'].map(path => [path, server])) }
    : {},
  build: {
    // the first browsers with light-dark(), which older targets would have replaced by something the theme cannot switch
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // the CSP allows scripts and styles of our own origin only, and no data: fonts
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
}))
