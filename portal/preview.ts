/**
 * Writes every example page to `.cache/portal-preview`, for looking at them while working on the portal:
 *
 *     node portal/preview.ts && npx serve .cache/portal-preview
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assets } from './assets.ts'
import { examples } from './examples.ts'
import { render } from './render.ts'
import { portalStyle } from './stylesheet.ts'

const target = fileURLToPath(new URL('../.cache/portal-preview', import.meta.url))
rmSync(target, { recursive: true, force: true })
for (const asset of assets) write(asset.path, asset.body)
for (const [name, view] of Object.entries(examples)) {
  if (!('portal' in view)) {
    write(`${name}.html`, render(view))
    continue
  }
  // each example has a portal address of its own, so that their colours do not overwrite one another
  const portal = { ...view.portal, home: `/p/${name}` }
  write(`${name}.html`, render({ ...view, portal }))
  write(`${portal.home}/style.css`, portalStyle(portal.branding).css)
}
const links = Object.keys(examples).map(name => `<li><a href="${name}.html">${name}</a></li>`)
write('index.html', `<!doctype html><title>Portal pages</title><ul>${links.join('')}</ul>`)
process.stdout.write(`Wrote ${links.length} pages to ${target}\n`)

function write(path: string, body: string): void {
  const file = join(target, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, body)
}
