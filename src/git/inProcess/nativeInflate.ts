import { inflateSync } from 'node:zlib'

/**
 * What isomorphic-git needs of the package `pako` to read: the builds put this in its place. Node's own zlib inflates
 * several times as fast, and a file at the end of a chain of differences takes dozens of turns.
 */
export function inflate(deflated: Uint8Array): Uint8Array {
  // In a pack the next object follows; what stands behind the end is not looked at.
  return inflateSync(deflated)
}
