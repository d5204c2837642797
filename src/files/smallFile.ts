import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'

/** More than any file that git or Byline keeps as a word or a list of words: HEAD, `commondir`, marks, settings. */
export const usualMaxBytes = 1024 * 1024

/** Opening a pipe or a device must not wait for whoever is at its other end. Windows has neither. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a file that ought to be small, whatever is really there: a pipe, a device or a file of gigabytes under its name
 * costs neither time nor memory. Links are followed.
 *
 * @param maxBytes a larger file is not read
 * @throws as `readFile` does where there is none or it may not be read; an error with the code `EFBIG` where it is larger,
 *   `EINVAL` where it is no regular file
 */
export async function readSmallFile(file: string | Buffer, maxBytes: number = usualMaxBytes): Promise<Buffer> {
  const handle = await open(file, flags)
  try {
    const bytes = bufferFor(String(file), await handle.stat(), maxBytes)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return bytes.subarray(0, length)
  } finally {
    await handle.close()
  }
}

/** {@link readSmallFile} without handing the file to another thread: for a program that has nothing else to do. */
export function readSmallFileSync(file: string, maxBytes: number = usualMaxBytes): Buffer {
  const descriptor = openSync(file, flags)
  try {
    const bytes = bufferFor(file, fstatSync(descriptor), maxBytes)
    let length = 0
    while (length < bytes.length) {
      const bytesRead = readSync(descriptor, bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}

/** {@link readSmallFile} as text: UTF-8, or one character a byte. */
export async function readSmallText(
  file: string,
  encoding: 'utf8' | 'latin1' = 'utf8',
  maxBytes: number = usualMaxBytes,
): Promise<string> {
  return (await readSmallFile(file, maxBytes)).toString(encoding)
}

function bufferFor(
  file: string,
  found: { readonly size: number; isFile(): boolean; isDirectory(): boolean },
  maxBytes: number,
): Buffer {
  if (found.isDirectory()) throw refusal('EISDIR', `${file} is a folder`)
  if (!found.isFile()) throw refusal('EINVAL', `${file} is no regular file`)
  if (found.size > maxBytes)
    throw refusal('EFBIG', `${file} has ${found.size} bytes, more than the ${maxBytes} it may have`)
  return Buffer.allocUnsafe(found.size)
}

function refusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
