import { claimSession } from '@postern/server/flows/claim-session.ts'
import { embeddedDatabase } from '@postern/testdata/database.ts'
import { doorway, stranger } from '@postern/testdata/doorway.ts'
import type { Pool } from 'pg'

/** What one step sends to the database. */
export interface Sent {
  /** Without begin, role and tenant setting, commit and rollback (design §11.12). */
  readonly statements: number
  readonly transactions: number
  /** Times the process waits for the database: what is sent before an answer is awaited travels together. */
  readonly roundTrips: number
}

export interface SignInSteps {
  /** The ACS post: verify → facts → decide → apply. */
  readonly decide: Sent
  /** The same-site step that turns the hand-off into a session. */
  readonly finish: Sent
}

/** Counts, in this process and untimed, what a first-time and a returning sign-in send. */
export async function countStatements(): Promise<{ first: SignInSteps; returning: SignInSteps }> {
  const db = await embeddedDatabase(null)
  try {
    const counter = countSent(db.pool)
    const door = await doorway(db, 'counted')
    // the connection is put in memory by whoever comes first; nobody waits for that twice
    await door.signIn(stranger(0))
    const steps = async (): Promise<SignInSteps> => {
      const { requestId, browser } = await door.begin()
      const { result, sent: decide } = await counter.during(() => door.answer(requestId, stranger(1)))
      if (result.is === 'refused') throw new Error(`the counted sign-in was refused: ${result.reason}`)
      const claim = { connection: 'mercy_idp', handoff: result.handoff, browser, previousAt: () => null }
      const claimed = await counter.during(() => claimSession(door.services, door.tenant, claim))
      if (claimed.result.is === 'refused') throw new Error('the counted session was refused')
      return { decide, finish: claimed.sent }
    }
    return { first: await steps(), returning: await steps() }
  } finally {
    await db.close()
  }
}

const isFrame = (text: string) => /^(begin|commit|rollback)\b|^select set_config\('role'/.test(text)

/** Watches the wire below the transactions, so that what counts is what was sent and when. */
function countSent(pool: Pool) {
  let texts: string[] = []
  let trips = 0
  let inFlight = 0
  const watched = new WeakSet<object>()
  pool.on('acquire', client => {
    if (watched.has(client)) return
    watched.add(client)
    const query = client.query.bind(client) as (config: { text: string }) => Promise<unknown>
    const counted = async (config: { text: string }) => {
      if (inFlight === 0) trips += 1
      inFlight += 1
      texts.push(config.text)
      try {
        return await query(config)
      } finally {
        inFlight -= 1
      }
    }
    Object.assign(client, { query: counted })
  })
  return {
    async during<Result>(work: () => Promise<Result>): Promise<{ result: Result; sent: Sent }> {
      texts = []
      trips = 0
      const result = await work()
      const sent = {
        statements: texts.filter(text => !isFrame(text)).length,
        transactions: texts.filter(text => text.startsWith('begin')).length,
        roundTrips: trips,
      }
      return { result, sent }
    },
  }
}
