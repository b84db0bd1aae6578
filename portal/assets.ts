import { readFileSync } from 'node:fs'
import { commonVariables, hashOf } from './stylesheet.ts'

/** A file every portal page may ask for. The path names the content, so it is cached for ever. */
export interface Asset {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

/** `Cache-Control` of assets, and of a portal's style sheet when its `v` is right. */
export const cachedForEver = 'public, max-age=31536000, immutable'

export const stylesheet: Asset = addressed(
  'portal',
  'css',
  'text/css; charset=utf-8',
  [commonVariables, ...['base', 'door', 'inside', 'media'].map(readStyle)].join('\n'),
)

/** The gate, for browser tabs. */
export const icon: Asset = addressed(
  'postern',
  'svg',
  'image/svg+xml',
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#175e6e" d="M4 30V15a12 12 0 0 1 24 0v15z"/>' +
    '<path fill="#fff" d="M11 30V16a5 5 0 0 1 10 0v14z"/></svg>\n',
)

export const assets: readonly Asset[] = [stylesheet, icon]

function readStyle(name: string): string {
  return readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8')
}

function addressed(name: string, extension: string, contentType: string, body: string): Asset {
  return { path: `/assets/${name}.${hashOf(body)}.${extension}`, contentType, body }
}
