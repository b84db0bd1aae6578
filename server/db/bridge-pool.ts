import pg, { type PoolClient } from 'pg'

type Connected = (error: Error | undefined, client: PoolClient | undefined, done: () => void) => void

/**
 * A pool over PGlite's node-postgres bridge. pg-pool ends a connection after a failed query and opens another; over
 * the bridge all connections are one, and ending it while answers are under way hands them to the wrong query
 * (measured: after any failed `pool.query` the next three failed or got another's rows). So it is always given back.
 */
export class BridgePool extends pg.Pool {
  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | undefined {
    if (!callback) return super.connect().then(keep)
    super.connect((error, client, done) => callback(error, client && keep(client), () => done()))
    return undefined
  }
}

function keep(client: PoolClient): PoolClient {
  const release = client.release.bind(client)
  client.release = () => release()
  return client
}
