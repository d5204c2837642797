import { formattingKey } from '../../attribution/text/tokens'
import { asciiLineHash } from './asciiLineHash'

/** Where FNV-1a begins. */
const basis = 0x811c9dc5

/** Hexadecimal digits of one hash: enough for two neighbouring lines to be told from all others. */
export const hashDigits = 6

/** The versions of a file share most of their lines; taking those apart again that are not ASCII takes the time. */
const hashes = new Map<string, number>()
const maxKnown = 20_000

/**
 * A short hash of a line that formatting does not change: FNV-1a over its {@link formattingKey}, folded to 24 bits.
 * Lines that say nothing but for formatting (blank ones) all have that of the empty line.
 */
export function lineHash(line: string): string {
  const number = lineHashNumber(line, 0, line.length)
  // Made when first needed: whoever only starts does not wait for it.
  threeDigits ??= Array.from({ length: 0x1000 }, (_, number) => number.toString(16).padStart(3, '0'))
  return threeDigits[number >>> 12]! + threeDigits[number & 0xfff]!
}

let threeDigits: readonly string[] | undefined

/** The hashes that are written one after the other. */
export function splitHashes(sequence: string): readonly string[] {
  return Array.from({ length: sequence.length / hashDigits }, (_, at) => hashIn(sequence, at))
}

/** The hash at a place among those that are written one after the other. */
function hashIn(sequence: string, at: number): string {
  return sequence.slice(at * hashDigits, (at + 1) * hashDigits)
}

/** The hash at a place of a sequence, as the number of 24 bits that {@link lineHashNumber} gives. The sequence is a valid note's. */
export function hashNumberIn(sequence: string, at: number): number {
  let number = 0
  for (let digit = at * hashDigits; digit < (at + 1) * hashDigits; digit++) {
    const code = sequence.charCodeAt(digit)
    // `0` to `9`, `a` to `f`
    number = (number << 4) | (code < 0x3a ? code - 0x30 : code - 0x57)
  }
  return number
}

/**
 * The hash of a line that stands in a text, as a number of 24 bits: for those who compare many lines.
 * @param from where the line begins, in UTF-16 units
 * @param end where it ends, its terminator not included
 */
export function lineHashNumber(text: string, from: number, end: number): number {
  const ascii = asciiLineHash(text, basis, from, end)
  if (ascii !== undefined) return folded(ascii)
  const line = text.slice(from, end)
  const known = hashes.get(line)
  if (known !== undefined) return known
  const number = folded(fnv1a(formattingKey(line), basis))
  if (hashes.size >= maxKnown) hashes.clear()
  hashes.set(line, number)
  return number
}

function folded(hash: number): number {
  return ((hash >>> 24) ^ hash) & 0xffffff
}

/** The hash of a blank line, and of where there is no line. */
export const blankHash = folded(basis).toString(16).padStart(hashDigits, '0')

/** 64 bits in hexadecimal, to tell the lines of one note apart. */
export function shortId(text: string): string {
  return [basis, 0x9747b28c].map((seed) => fnv1a(text, seed).toString(16).padStart(8, '0')).join('')
}

/** Over the UTF-16 units of the text, low byte first. */
function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return hash >>> 0
}
