import { createHash } from 'node:crypto'

/**
 * The id of a normalised text (no BOM, line ends as LF): SHA-256, in hex, of its UTF-8 form. A buffer, a file and a
 * blob that show the same text have the same id whatever their encoding and line ends are.
 */
export function textIdOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
