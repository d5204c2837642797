import { isUtf8 } from 'node:buffer'

/**
 * Paths in git are bytes. Those that are not UTF-8 are kept in strings the way Python does it (PEP 383): each stray
 * byte 0x80-0xff becomes the lone surrogate U+DC80-U+DCFF, so that {@link pathToBytes} finds the bytes again.
 */
export function pathFromBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let path = ''
  for (let from = 0; from < bytes.length;) {
    const length = [1, 2, 3, 4].find((n) => from + n <= bytes.length && isUtf8(bytes.subarray(from, from + n)))
    path += length ? bytes.toString('utf8', from, from + length) : String.fromCharCode(0xdc00 + (bytes[from] ?? 0))
    from += length ?? 1
  }
  return path
}

/** The bytes of a path that {@link pathFromBytes} gave. */
export function pathToBytes(path: string): Buffer {
  if (isPlainText(path)) return Buffer.from(path, 'utf8')
  const parts = path.split(/([\udc80-\udcff])/u)
  return Buffer.concat(
    parts.map((part) => (isPlainText(part) ? Buffer.from(part, 'utf8') : Buffer.of(part.charCodeAt(0) - 0xdc00))),
  )
}

/** Whether a path is valid Unicode and so can be handed to a program as an argument. */
export function isPlainText(path: string): boolean {
  return !/[\udc80-\udcff]/u.test(path)
}
