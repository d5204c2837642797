import { deflateSync, inflateSync } from 'node:zlib'

/** Larger objects are not looked at: no text that Byline shows is as large, and a few bytes can swell to gigabytes. */
export const maxObjectBytes = 8 * 1024 * 1024

/** An object is larger than {@link maxObjectBytes}. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/**
 * What isomorphic-git calls in the place of the package `pako`, which sets no bounds: the bundles have it under that name.
 * @param deflated may have other bytes behind its end: in a pack the next object follows
 * @throws TooLargeError
 */
export function inflate(deflated: Uint8Array): Buffer {
  try {
    return inflateSync(deflated, { maxOutputLength: maxObjectBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error
    throw new TooLargeError('an object is larger than what is looked at')
  }
}

/** The same for what is written, as tests do. */
export function deflate(bytes: Uint8Array): Buffer {
  return deflateSync(bytes)
}

/** From here on no buffer is put together in this thread that is larger than an object may be, as a difference can ask for. */
export function boundBuffers(): void {
  const concat = Buffer.concat.bind(Buffer)
  Buffer.concat = (list, length) => {
    if (length !== undefined && length > maxObjectBytes) {
      throw new TooLargeError('an object is larger than what is looked at')
    }
    return concat(list, length)
  }
}
