import { closeSync, constants, fstatSync, openSync, read, readSync, statSync } from 'node:fs'
import { promisify } from 'node:util'

const readLater = promisify(read)

/** More than this is read on another thread; handing less there and back takes longer than reading it. */
export const maxBytesAtOnce = 256 * 1024

/** A file of which parts are read; it stays the same file also when another takes its name. */
export class OpenFile {
  readonly name: string
  /** In bytes, when it was opened. */
  readonly size: number
  readonly #opened: number

  private constructor(name: string) {
    this.name = name
    // Opening a pipe, put there since, would wait for somebody to write into it.
    this.#opened = openSync(name, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    this.size = fstatSync(this.#opened).size
  }

  /** Undefined where there is no such file. */
  static open(name: string): OpenFile | undefined {
    return statSync(name, { throwIfNoEntry: false })?.isFile() ? new OpenFile(name) : undefined
  }

  /** What stands there; shorter where the file ends before. */
  async read(from: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - from))
    const bytes = Buffer.allocUnsafe(wanted)
    let got = 0
    while (got < wanted) {
      const more =
        wanted <= maxBytesAtOnce
          ? readSync(this.#opened, bytes, got, wanted - got, from + got)
          : (await readLater(this.#opened, bytes, got, wanted - got, from + got)).bytesRead
      if (more === 0) break
      got += more
    }
    return bytes.subarray(0, got)
  }

  close(): void {
    closeSync(this.#opened)
  }
}
