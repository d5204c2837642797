import type { SnapshotFile } from '../provenance/sources'
import { decodeText } from './decodeText'
import { isBinary } from './isBinary'

/** The text of a blob that no attribute speaks against. */
export function blobFile(bytes: Uint8Array, blob: string): SnapshotFile {
  const text = isBinary(bytes) ? undefined : decodeText(bytes)
  return text === undefined ? { kind: 'skipped', reason: 'binary', blob } : { kind: 'text', text, blob }
}
