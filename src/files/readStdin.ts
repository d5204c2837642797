import { decodePayload } from './decodePayload'

/**
 * All of stdin as text (see {@link decodePayload}).
 * @returns undefined where there is more than `maxBytes`; the rest is not read
 */
export async function readStdin(maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return decodePayload(Buffer.concat(chunks))
}
