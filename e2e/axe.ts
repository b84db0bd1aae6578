import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Asserts that axe finds nothing wrong with the page as it is now, by WCAG 2.2 AA and axe's best practices.
 * The page must come from `browser.newContext()`: axe joins its results in a second page of the same context.
 *
 * @param options.exclude  Selectors of parts that are not ours, such as a sandboxed preview tested by itself.
 * @throws AssertionError naming each rule, what it wants and the elements that break it.
 */
export async function axe(page: Page, options: { exclude?: string[] } = {}): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(standard)
  for (const selector of options.exclude ?? []) builder.exclude(selector)
  const { violations } = await builder.analyze()
  const report = violations.map(({ id, help, nodes }) => {
    const places = nodes.map(
      node => `    ${node.target.join(' ')}: ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`,
    )
    return [`  ${id}: ${help}`, ...places].join('\n')
  })
  assert.equal(violations.length, 0, `axe on ${page.url()}:\n${report.join('\n')}`)
}
