import { promisify } from 'node:util'
import { inflate, inflateSync } from 'node:zlib'
import { describeError } from '../../base/errors'
import { damaged, ObjectError } from './objectError'
import { maxBytesAtOnce } from './openFile'

/** Larger objects are not looked at: no text that Byline shows is as large, and a few bytes can swell to gigabytes. */
export const maxObjectBytes = 64 * 1024 * 1024

const inflateLater = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate)

/**
 * Inflates an object whose size is known beforehand.
 * @param deflated may have other bytes behind its end: in a pack the next object follows
 * @param size in bytes
 * @throws ObjectError where it is too large, or is of another size
 */
export async function inflated(deflated: Uint8Array, size: number): Promise<Buffer> {
  if (size > maxObjectBytes) throw tooLarge(size)
  // A little more than there is: with a buffer that is just full it would ask for another.
  const options = { maxOutputLength: size + 64, chunkSize: size + 64 }
  const bytes = await attempt(() =>
    size <= maxBytesAtOnce ? inflateSync(deflated, options) : inflateLater(deflated, options),
  )
  if (bytes.length !== size) throw damaged(`an object has ${bytes.length} bytes, not ${size}`)
  return bytes
}

/**
 * Inflates an object whose size is not known.
 * @throws ObjectError where it cannot be inflated, or has more bytes than this
 */
export async function inflatedWhole(deflated: Uint8Array, maxBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: maxBytes }
  return attempt(() =>
    deflated.length <= maxBytesAtOnce ? inflateSync(deflated, options) : inflateLater(deflated, options),
  )
}

/** How many bytes an object of this size can take at most when it is deflated, as zlib bounds it. */
export function deflatedBound(size: number): number {
  return size + Math.ceil(size / 4096) + Math.ceil(size / 16384) + 13 + 64
}

export function tooLarge(size: number): ObjectError {
  return new ObjectError('tooLarge', `an object has ${size === Infinity ? 'too many' : size} bytes`)
}

async function attempt(inflating: () => Buffer | Promise<Buffer>): Promise<Buffer> {
  try {
    return await inflating()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(Infinity)
    throw damaged(`an object cannot be inflated: ${describeError(error)}`)
  }
}
