/** Shorter lines than this stand in so many places that finding one again says little. */
const tellingLine = 8
const lineFeed = 10

/** A line of more bytes, as in minified code, is compared in pieces. */
const longLine = 512
const shortPiece = 16

/**
 * What makes one text of another, as bytes: pieces of the old one and what is new between them. Found by lines, in one
 * pass; not the smallest there is, but small wherever most lines are the same, and quick for a megabyte.
 *
 * The form: pairs of a piece that is copied (where it begins, how long it is) and of new bytes (how many, then
 * themselves), numbers as LEB128.
 */
export function makeDelta(base: Buffer, target: Buffer): Buffer {
  const shorter = Math.min(base.length, target.length)
  const prefix = commonPrefix(base, target, shorter)
  const suffix = commonSuffix(base, target, shorter - prefix)
  const out = new DeltaWriter(target)
  out.copy(0, prefix)
  copyLines(base.subarray(prefix, base.length - suffix), target.subarray(prefix, target.length - suffix), prefix, out)
  out.copy(base.length - suffix, suffix)
  return out.finish()
}

/** The text that {@link makeDelta} was given; throws where the delta is none, or not one of this base. */
export function applyDelta(base: Buffer, delta: Buffer, maxLength: number): Buffer {
  const parts: Buffer[] = []
  let length = 0
  const reader = { at: 0 }
  const take = (from: Buffer, start: number, count: number): void => {
    if (start + count > from.length) throw new Error('a difference reaches beyond its text')
    length += count
    if (length > maxLength) throw new Error('a difference makes too long a text')
    parts.push(from.subarray(start, start + count))
  }
  while (reader.at < delta.length) {
    const start = readNumber(delta, reader)
    take(base, start, readNumber(delta, reader))
    const added = readNumber(delta, reader)
    take(delta, reader.at, added)
    reader.at += added
  }
  return Buffer.concat(parts)
}

class DeltaWriter {
  #parts: Buffer[] = []
  #target: Buffer
  #written = 0
  #copyFrom = 0
  #copied = 0
  #added = 0

  constructor(target: Buffer) {
    this.#target = target
  }

  /** The next bytes of the target are those of the base from here on. */
  copy(from: number, length: number): void {
    if (length === 0) return
    if (this.#added > 0 || (this.#copied > 0 && this.#copyFrom + this.#copied !== from)) this.#flush()
    if (this.#copied === 0) this.#copyFrom = from
    this.#copied += length
  }

  /** The next bytes of the target are new. */
  add(length: number): void {
    this.#added += length
  }

  finish(): Buffer {
    this.#flush()
    return Buffer.concat(this.#parts)
  }

  #flush(): void {
    if (this.#copied === 0 && this.#added === 0) return
    const from = this.#written + this.#copied
    this.#written = from + this.#added
    this.#parts.push(
      numbers(this.#copied === 0 ? 0 : this.#copyFrom, this.#copied, this.#added),
      this.#target.subarray(from, this.#written),
    )
    this.#copied = 0
    this.#added = 0
  }
}

function copyLines(base: Buffer, target: Buffer, offset: number, out: DeltaWriter): void {
  if (target.length === 0) return
  const old = linesOf(base)
  const starts: number[] = []
  const places = new Map<string, number[]>()
  let start = 0
  for (const [at, line] of old.entries()) {
    starts.push(start)
    start += line.length
    const known = places.get(line)
    if (known) known.push(at)
    else places.set(line, [at])
  }
  const lines = linesOf(target)
  let next = 0
  for (const [at, line] of lines.entries()) {
    const place = old[next] === line ? next : placeOf(line, lines[at + 1])
    if (place === undefined) out.add(line.length)
    else {
      out.copy(offset + starts[place]!, line.length)
      next = place + 1
    }
  }

  /** The nearest place behind the last piece, else the last one there is. */
  function placeOf(line: string, following: string | undefined): number | undefined {
    const known = places.get(line)
    if (!known) return undefined
    const place = known[firstFrom(known, next)] ?? known.at(-1)!
    return line.length >= tellingLine || old[place + 1] === following ? place : undefined
  }
}

/** Index of the first number that is not below `least`; the numbers ascend. */
function firstFrom(ascending: readonly number[], least: number): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (ascending[middle]! < least) from = middle + 1
    else to = middle
  }
  return from
}

/** Lines with their ends, and long ones in pieces that hang on what stands in them; a character for each byte. */
function linesOf(bytes: Buffer): readonly string[] {
  const lines: string[] = []
  for (let from = 0, lineEnd = 0; from < bytes.length;) {
    if (lineEnd <= from) {
      const end = bytes.indexOf(lineFeed, from)
      lineEnd = end < 0 ? bytes.length : end + 1
    }
    const to = lineEnd - from > longLine ? endOfPiece(bytes, from, lineEnd) : lineEnd
    lines.push(bytes.toString('latin1', from, to))
    from = to
  }
  return lines
}

/** Where the four bytes before say so, wherever they stand: behind a change the pieces soon are the same again. */
function endOfPiece(bytes: Buffer, from: number, lineEnd: number): number {
  const most = Math.min(lineEnd, from + longLine)
  for (let at = from + shortPiece; at < most; at++) {
    if (Math.imul(bytes.readUInt32LE(at - 4), 2_654_435_761) >>> 26 === 0) return at
  }
  return most
}

function commonPrefix(a: Buffer, b: Buffer, limit: number): number {
  let same = 0
  for (let step = limit; step > 0;) {
    const to = Math.min(same + step, limit)
    if (a.compare(b, same, to, same, to) === 0) {
      same = to
      if (same === limit) return same
    } else step = step === 1 ? 0 : Math.ceil(step / 2)
  }
  return same
}

function commonSuffix(a: Buffer, b: Buffer, limit: number): number {
  let same = 0
  for (let step = limit; step > 0;) {
    const to = Math.min(same + step, limit)
    const inB = [b.length - to, b.length - same] as const
    if (a.compare(b, ...inB, a.length - to, a.length - same) === 0) {
      same = to
      if (same === limit) return same
    } else step = step === 1 ? 0 : Math.ceil(step / 2)
  }
  return same
}

function numbers(...values: readonly number[]): Buffer {
  const bytes: number[] = []
  for (let value of values) {
    for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80)
    bytes.push(value)
  }
  return Buffer.from(bytes)
}

function readNumber(bytes: Buffer, reader: { at: number }): number {
  let value = 0
  for (let factor = 1; factor < 2 ** 42; factor *= 0x80) {
    const byte = bytes[reader.at++]
    if (byte === undefined) break
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
  }
  throw new Error('a difference ends in the middle of a number')
}
