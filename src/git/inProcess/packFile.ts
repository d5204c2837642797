import { applyDelta } from './applyDelta'
import { deflatedBound, inflated, tooLarge, maxObjectBytes } from './inflated'
import { damaged } from './objectError'
import { objectTypes, type GitObject, type ObjectType } from './gitObject'
import type { OpenFile } from './openFile'
import type { PackIndex } from './packIndex'

/** Git makes chains of at most 4,095 differences; one that is longer, or goes round in a circle, is no work of it. */
const maxChain = 4_096

/** Enough for the head of an object, and for all of most. */
const firstBytes = 4_096

/** How objects are stored in a pack, by the number in their heads. */
const packedTypes: Readonly<Record<number, ObjectType | 'offset' | 'reference'>> = {
  1: 'commit',
  2: 'tree',
  3: 'blob',
  4: 'tag',
  6: 'offset',
  7: 'reference',
}

interface Entry {
  readonly type: ObjectType | 'offset' | 'reference'
  /** Of the object, or of the difference to another. */
  readonly content: Buffer
  /** Where the object begins that this one is different from. */
  readonly base: number | undefined
}

/** A pack of objects (`gitformat-pack`), of which only what is asked for is read. */
export class PackFile {
  readonly #file: OpenFile
  readonly #index: PackIndex

  constructor(file: OpenFile, index: PackIndex) {
    this.#file = file
    this.#index = index
  }

  /**
   * The object that begins at this offset.
   * @throws ObjectError where there is none, or it is too large
   */
  async read(offset: number): Promise<GitObject> {
    const deltas: Buffer[] = []
    let bytes = 0
    for (let at = offset; deltas.length <= maxChain;) {
      const { type, content, base } = await this.#entry(at)
      if (base !== undefined) {
        deltas.push(content)
        if ((bytes += content.length) > maxObjectBytes) throw tooLarge(bytes)
        at = base
      } else if (isObjectType(type)) {
        return { type, content: deltas.reduceRight((text, delta) => applyDelta(text, delta, maxObjectBytes), content) }
      }
    }
    throw damaged(`${this.#file.name} has a chain of differences without an end`)
  }

  async #entry(at: number): Promise<Entry> {
    const head = await this.#file.read(at, firstBytes)
    let next = 0
    const byte = (): number => {
      const value = head[next++]
      if (value === undefined) throw damaged(`${this.#file.name} ends within an object`)
      return value
    }
    const first = byte()
    const type = packedTypes[(first >> 4) & 7]
    let size = first & 15
    for (let more = first & 0x80, place = 16; more !== 0; place *= 128) {
      const value = byte()
      size += (value & 0x7f) * place
      more = value & 0x80
    }
    if (size > maxObjectBytes) throw tooLarge(size)
    if (type === undefined) throw damaged(`${this.#file.name} has an object of no known type`)
    let base: number | undefined
    if (type === 'offset') {
      let value = byte()
      let distance = value & 0x7f
      while (value & 0x80) {
        value = byte()
        distance = (distance + 1) * 128 + (value & 0x7f)
      }
      base = at - distance
    } else if (type === 'reference') {
      const id = head.subarray(next, (next += 20)).toString('hex')
      base = await this.#index.offsetOf(id)
    }
    if (base === undefined ? !isObjectType(type) : base <= 0 || base >= this.#file.size) {
      throw damaged(`${this.#file.name} has an object that is different from one that is not there`)
    }
    const bound = deflatedBound(size)
    const deflated = next + bound <= head.length ? head.subarray(next) : await this.#file.read(at + next, bound)
    return { type, content: await inflated(deflated, size), base }
  }
}

function isObjectType(type: Entry['type']): type is ObjectType {
  return (objectTypes as readonly string[]).includes(type)
}
