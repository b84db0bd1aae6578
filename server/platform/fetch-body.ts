import type { Response } from 'undici'
import { refuse } from './fetch-result.ts'

/**
 * Reads a body up to a limit, counted after decompression.
 * @throws FetchRefused `fetch.size`
 */
export async function readLimited(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // leaving the loop cancels the stream and with it the connection
    if (size > maxBytes) throw refuse('fetch.size', `more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
