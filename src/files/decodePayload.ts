/**
 * The text of what a program wrote to a pipe: UTF-8, or UTF-16 as PowerShell and other programs on Windows write it. A
 * byte order mark tells them apart, and so does the first character, which is ASCII in JSON and in everything git writes.
 */
export function decodePayload(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== 0 && second === 0) return 'utf-16le'
  if (first === 0 && second !== 0 && second !== undefined) return 'utf-16be'
  return 'utf-8'
}
