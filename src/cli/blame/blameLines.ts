import { UserFacingError } from '../../base/errors'

/** A stretch of lines: 0-based, half-open. */
export interface LineSpan {
  readonly from: number
  readonly to: number
}

/** `<from>,<to>`, where `<to>` may be `+<count>` or `-<count>`, and either may be left out. */
const numbers = /^(\d*)(?:,([+-]?)(\d*))?$/

/** Whether `-L` is given in numbers; all else (`:<function>`, `/<regex>/`) is for git to find. */
export function isNumeric(range: string): boolean {
  return numbers.test(range)
}

/**
 * The lines that `-L <from>,<to>` of `git blame` names, by git's own rules: both ends count; what lies beyond the last
 * line is left out; ends in the wrong order are exchanged; `<from>,+<count>` is so many lines from there on,
 * `<from>,-<count>` so many that end there.
 *
 * @param range for which `isNumeric` holds
 * @param lineCount of the file
 * @throws UserFacingError where git would refuse it
 */
export function lineSpan(range: string, lineCount: number): LineSpan {
  const [, first = '', sign = '', second = ''] = numbers.exec(range) ?? []
  const start = first === '' ? 1 : Number(first)
  if (start < 1 || (second !== '' && Number(second) < 1)) {
    throw new UserFacingError(`-L ${range} names no lines: they are counted from 1.`)
  }
  if (sign !== '' && second === '') throw new UserFacingError(`-L ${range} says not how many lines after "${sign}".`)
  if (start > lineCount) {
    throw new UserFacingError(`-L ${range} begins after the last line: the file has ${lineCount}.`)
  }
  const count = Number(second)
  const end =
    second === '' ? lineCount : sign === '+' ? start + count - 1 : sign === '-' ? Math.max(1, start - count + 1) : count
  return { from: Math.min(start, end) - 1, to: Math.min(Math.max(start, end), lineCount) }
}

/** All lines of some spans, in order, each once. */
export function linesIn(spans: readonly LineSpan[]): readonly number[] {
  const lines = new Set<number>()
  for (const { from, to } of spans) for (let line = from; line < to; line++) lines.add(line)
  return [...lines].sort((a, b) => a - b)
}
