import { normaliseText } from '../attribution/text/normalise'

/**
 * The normalised text of a file or blob; undefined for an encoding that is not known here.
 *
 * @param encoding git's `working-tree-encoding` of a file on disk; undefined for UTF-8. What is no valid UTF-8 is read
 * as Latin-1, byte by byte: no byte is lost, and every runtime gives the same text for it.
 */
export function decodeText(bytes: Uint8Array, encoding?: string): string | undefined {
  if (encoding !== undefined) {
    const decoder = decoderOf(encoding, bytes)
    return decoder && normaliseText(decoder.decode(bytes))
  }
  try {
    return normaliseText(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return normaliseText(Buffer.from(bytes).toString('latin1'))
  }
}

/** Git's names are those of iconv; `-BOM` forms and UTF-16 without a byte order are its own business. */
function decoderOf(encoding: string, bytes: Uint8Array): TextDecoder | undefined {
  const name = encoding.toLowerCase().replace(/-bom$/, '')
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(name === 'utf-16' ? (littleEndian ? 'utf-16le' : 'utf-16be') : name)
  } catch {
    return undefined
  }
}
