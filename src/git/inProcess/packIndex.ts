import { damaged } from './objectError'
import type { OpenFile } from './openFile'

const magic = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2])
const fanoutBytes = 256 * 4
/** Bytes of one id. */
const idBytes = 20
/** So many ids are read at once; in more of them the place is found by halving. */
const chunk = 128

/**
 * The index of a pack (`gitformat-pack`, version 2): where in it each object is. Only what a question needs is read: an
 * index may have millions of entries.
 */
export class PackIndex {
  readonly #file: OpenFile
  /** How many ids begin with this byte or a smaller one. */
  readonly #fanout: Uint32Array

  private constructor(file: OpenFile, fanout: Uint32Array) {
    this.#file = file
    this.#fanout = fanout
  }

  /** @throws ObjectError where it is no index of this version */
  static async open(file: OpenFile): Promise<PackIndex> {
    const head = await file.read(0, magic.length + fanoutBytes)
    if (head.length < magic.length + fanoutBytes || !head.subarray(0, magic.length).equals(magic)) {
      throw damaged(`${file.name} is no index of a pack that can be read`)
    }
    const fanout = Uint32Array.from({ length: 256 }, (_, at) => head.readUInt32BE(magic.length + at * 4))
    const ascends = fanout.every((count, at) => at === 0 || count >= fanout[at - 1]!)
    const index = new PackIndex(file, fanout)
    if (!ascends || file.size < index.#endOfOffsets) throw damaged(`${file.name} is damaged`)
    return index
  }

  /** Where the object with this full id begins in the pack; undefined where it is not in it. */
  async offsetOf(id: string): Promise<number | undefined> {
    const wanted = Buffer.from(id, 'hex')
    const at = await this.#firstFrom(wanted)
    const found = await this.#ids(at, at + 1)
    return found.equals(wanted) ? this.#offsetAt(at) : undefined
  }

  /** The first ids that begin like this; at least two digits. */
  async idsFrom(prefix: string, limit: number): Promise<readonly string[]> {
    const at = await this.#firstFrom(Buffer.from(prefix.padEnd(idBytes * 2, '0'), 'hex'))
    const ids = (await this.#ids(at, Math.min(at + limit, this.#count))).toString('hex')
    const all = Array.from({ length: ids.length / (idBytes * 2) }, (_, i) =>
      ids.slice(i * idBytes * 2, (i + 1) * idBytes * 2),
    )
    return all.filter((id) => id.startsWith(prefix))
  }

  /** The place of the first id that is not before this one. */
  async #firstFrom(wanted: Buffer): Promise<number> {
    const byte = wanted[0]!
    let from = byte === 0 ? 0 : this.#fanout[byte - 1]!
    let to = this.#fanout[byte]!
    while (to - from > chunk) {
      const middle = (from + to) >>> 1
      if ((await this.#ids(middle, middle + 1)).compare(wanted) < 0) from = middle + 1
      else to = middle
    }
    const ids = await this.#ids(from, to)
    let at = 0
    while (at < ids.length && ids.compare(wanted, 0, idBytes, at, at + idBytes) < 0) at += idBytes
    return from + at / idBytes
  }

  async #offsetAt(at: number): Promise<number> {
    const offset = (await this.#file.read(this.#endOfChecks + at * 4, 4)).readUInt32BE(0)
    if (offset < 0x80000000) return offset
    // Beyond two gigabytes: what stands here is a place in a table of longer ones.
    const long = await this.#file.read(this.#endOfOffsets + (offset - 0x80000000) * 8, 8)
    if (long.length < 8) throw damaged(`${this.#file.name} is damaged`)
    return Number(long.readBigUInt64BE(0))
  }

  #ids(from: number, to: number): Promise<Buffer> {
    return this.#file.read(magic.length + fanoutBytes + from * idBytes, (to - from) * idBytes)
  }

  get #count(): number {
    return this.#fanout[255]!
  }

  get #endOfChecks(): number {
    return magic.length + fanoutBytes + this.#count * (idBytes + 4)
  }

  get #endOfOffsets(): number {
    return this.#endOfChecks + this.#count * 4
  }
}
