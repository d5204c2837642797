import { tooLarge } from './inflated'
import { damaged } from './objectError'

/**
 * The object that a difference (`gitformat-pack`, "deltified representation") makes out of another: it says what is
 * copied and what is new, one after the other.
 * @param maxBytes of the result
 * @throws ObjectError where it does not fit to `base`, or makes more than this
 */
export function applyDelta(base: Buffer, delta: Buffer, maxBytes: number): Buffer {
  let next = 0
  const byte = (): number => {
    const value = delta[next++]
    if (value === undefined) throw misfit()
    return value
  }
  const size = (): number => {
    let value = byte()
    let total = value & 0x7f
    for (let place = 128; value & 0x80; place *= 128) {
      value = byte()
      total += (value & 0x7f) * place
    }
    return total
  }
  if (size() !== base.length) throw misfit()
  const length = size()
  if (length > maxBytes) throw tooLarge(length)
  const result = Buffer.allocUnsafe(length)
  let at = 0
  while (next < delta.length) {
    const command = byte()
    const isCopy = (command & 0x80) !== 0
    let from = 0
    let count = command & 0x7f
    if (isCopy) {
      for (let bit = 0; bit < 4; bit++) if (command & (1 << bit)) from += byte() * 2 ** (8 * bit)
      count = 0
      for (let bit = 0; bit < 3; bit++) if (command & (0x10 << bit)) count += byte() * 2 ** (8 * bit)
      if (count === 0) count = 0x10000
    } else {
      from = next
      next += count
    }
    const source = isCopy ? base : delta
    // 0 is no command.
    if (count === 0 || from + count > source.length || at + count > length) throw misfit()
    source.copy(result, at, from, from + count)
    at += count
  }
  if (at !== length) throw misfit()
  return result
}

function misfit(): Error {
  return damaged('a difference does not fit to its object')
}
