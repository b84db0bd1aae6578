import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uid } from './ids.ts'
import { portalUrl } from './portal-url.ts'
import { portalUrlFromName, uidFromName } from './uid-from-name.ts'

const rows: readonly [name: string, uid: string, url: string][] = [
  ['Physicians', 'physicians', 'physicians'],
  ['Abteilung für Ärzte', 'abteilung_fur_arzte', 'abteilung-fur-arzte'],
  ['St. Ann’s — East & West', 'st_ann_s_east_west', 'st-ann-s-east-west'],
  ['Straße', 'strasse', 'strasse'],
  ['3rd floor', 'x_3rd_floor', '3rd-floor'],
  ['API', 'api', 'portal-api'],
  ['病院', 'x', 'portal-1'],
  [`${'a'.repeat(62)} b`, 'a'.repeat(62), 'a'.repeat(62)],
]

for (const [name, expected, url] of rows) {
  test(`“${name}”`, () => {
    assert.deepEqual([uidFromName(name), portalUrlFromName(name)], [expected, url])
    assert.ok(uid.safeParse(uidFromName(name)).success)
    assert.ok(portalUrl.safeParse(portalUrlFromName(name)).success)
  })
}
