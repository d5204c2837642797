import { AttributedText } from '../text/attributedText'
import { isInside, mergeDeletions } from '../text/deletions'
import { sameOrigin, unknown, withoutDeletions, type Origin } from '../text/origin'
import type { Run } from '../text/run'
import { matchSequence } from './sequenceMatch'
import { formattingTokens, type Token } from '../text/tokens'
import { isWhiteSpace } from '../text/whiteSpace'

/** How much of the text is known to be untouched, in UTF-16 units, and what surrounds it. */
export interface RealignOptions {
  /** Untouched at the start: there everything keeps its origin. */
  readonly head?: number
  /** Untouched at the end. */
  readonly tail?: number
  /** Origin of what stands before the text: for what is new at its start. */
  readonly outside?: Origin
}

/**
 * `text`, a differently formatted form of `before`, with origins taken from it and from nowhere else.
 *
 * Visible characters: equal tokens (whatever the style of their quotes) keep their origin. The others, and commas and
 * semicolons that a formatter may add or drop anywhere, take that of what they replace; what is new takes that of its neighbour on the same line, so that no line gets a class that its
 * text did not have before. White space: line breaks keep theirs, new ones take that of the one before; indentation
 * goes with the line, all other white space with what stands before it. What is told as missing beside a character that
 * goes is told by its neighbour, and by no more than one character.
 */
export function realign(before: AttributedText, text: string, options: RealignOptions = {}): AttributedText {
  const { head, tail } = untouched(before.text(), text, options.head ?? 0, options.tail ?? 0)
  const old: Side = { text: before.text(), from: head, to: before.length - tail }
  const now: Side = { text, from: head, to: text.length - tail }
  const origins = new Origins(before, text, options.outside)
  origins.keep(0, 0, head)
  origins.keep(before.length - tail, text.length - tail, tail)

  const oldTokens = tokensIn(old)
  const nowTokens = tokensIn(now)
  const matches = matchSequence(oldTokens.map(textOf), nowTokens.map(textOf))
  const gaps: Gap[] = []
  let oldAt = old.from
  let nowAt = now.from
  matches.forEach((match, i) => {
    if (match < 0) return
    const from = oldTokens[match]!
    const to = nowTokens[i]!
    gaps.push({ old: { ...old, from: oldAt, to: from.from }, now: { ...now, from: nowAt, to: to.from } })
    origins.keep(from.from, to.from, to.text.length)
    oldAt = from.from + from.text.length
    nowAt = to.from + to.text.length
  })
  gaps.push({ old: { ...old, from: oldAt }, now: { ...now, from: nowAt } })

  const changed = gaps.filter((gap) => !origins.keepEqual(gap))
  for (const gap of changed) origins.replaceVisible(gap)
  for (const gap of changed) origins.fillVisible(gap)
  for (const gap of changed) origins.fillWhiteSpace(gap)
  origins.placeDeletions()
  return AttributedText.fromRuns(text, origins.runs())
}

interface Side {
  readonly text: string
  readonly from: number
  readonly to: number
}

interface Gap {
  readonly old: Side
  readonly now: Side
}

function untouched(before: string, text: string, head: number, tail: number): { head: number; tail: number } {
  const most = Math.min(before.length, text.length)
  while (head < most - tail && before[head] === text[head]) head++
  while (tail < most - head && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { head, tail }
}

/** The tokens of a side, cut to fit; read with what follows, which decides whether a comma may be dropped. */
function tokensIn({ text, from, to }: Side): readonly Token[] {
  let next = to
  while (next < text.length && isWhiteSpace(text.charCodeAt(next))) next++
  return formattingTokens(text.slice(from, next + 1)).flatMap((token) => {
    const start = token.from + from
    return start < to ? [{ text: token.text.slice(0, to - start), from: start }] : []
  })
}

function textOf(token: Token): string {
  return token.text
}

/** The origins of all characters while they are being found. */
class Origins {
  readonly #old: readonly Origin[]
  readonly #now: (Origin | undefined)[]
  /** The characters that tell of deletions, as indices of the old text; none in most texts. */
  readonly #telling: readonly number[]
  /** Where what stands at an index of the old text is now; asked for only where something tells of deletions. */
  readonly #places = new Map<number, number>()
  readonly #text: string
  readonly #oldText: string
  readonly #outside: Origin | undefined

  constructor(before: AttributedText, text: string, outside: Origin | undefined) {
    const old: Origin[] = []
    const telling: number[] = []
    for (const { length, origin } of before.runs()) {
      for (let i = 0; i < length; i++) {
        if (origin.deletions !== undefined) telling.push(old.length)
        old.push(origin)
      }
    }
    this.#old = old
    this.#telling = telling
    this.#oldText = before.text()
    this.#now = Array.from({ length: text.length }, () => undefined)
    this.#text = text
    this.#outside = outside
  }

  keep(from: number, to: number, length: number): void {
    for (let i = 0; i < length; i++) this.#put(from + i, to + i)
  }

  #put(from: number, to: number): void {
    this.#now[to] = this.#old[from]
    if (this.#telling.length > 0 && !this.#places.has(from)) this.#places.set(from, to)
  }

  keepEqual({ old, now }: Gap): boolean {
    const length = now.to - now.from
    if (old.to - old.from !== length || !old.text.startsWith(now.text.slice(now.from, now.to), old.from)) return false
    this.keep(old.from, now.from, length)
    return true
  }

  /** Visible characters that stand in the place of others, on the same side of the line breaks in between. */
  replaceVisible({ old, now }: Gap): void {
    const oldParts = partsAtLineBreaks(old)
    const nowParts = partsAtLineBreaks(now)
    const parts =
      oldParts.length === 3 && nowParts.length === 3
        ? nowParts.map((part, i) => ({ now: part, old: oldParts[i]! }))
        : [{ old, now }]
    for (const part of parts) {
      const from = visibleIn(part.old)
      const to = visibleIn(part.now)
      if (from.length === 0) continue
      to.forEach((index, i) => {
        this.#put(from[Math.floor((i * from.length) / to.length)]!, index)
      })
    }
  }

  /** Visible characters that replace nothing. */
  fillVisible({ old, now }: Gap): void {
    for (const index of visibleIn(now)) {
      this.#now[index] ??=
        this.#onLine(index, -1) ?? this.#onLine(index, 1) ?? this.#replaced(old) ?? this.#beside(index)
    }
  }

  fillWhiteSpace({ old, now }: Gap): void {
    const breaks: (Origin | undefined)[] = []
    for (let i = old.from; i < old.to; i++) if (old.text[i] === '\n') breaks.push(this.#old[i])
    let count = 0
    for (let i = now.from; i < now.to; i++) {
      if (now.text[i] !== '\n') continue
      this.#now[i] = breaks[Math.min(count++, breaks.length - 1)] ?? this.#beside(i)
    }
    for (let i = now.to - 1; i >= now.from; i--) {
      if (this.#now[i] === undefined && this.#indents(i)) this.#now[i] = this.#now[i + 1]
    }
    for (let i = now.from; i < now.to; i++) {
      this.#now[i] ??= this.#beside(i)
    }
  }

  /** Each deletion is told once more: where its character is now, else by the next one that is left, else the last. */
  placeDeletions(): void {
    if (this.#telling.length === 0) return
    for (const [i, origin] of this.#now.entries()) if (origin) this.#now[i] = withoutDeletions(origin)
    for (const index of this.#telling) {
      const deletions = this.#old[index]!.deletions ?? []
      const place = this.#placeOf(index, !deletions.some(isInside))
      const origin = place === undefined ? undefined : this.#now[place]
      if (place === undefined || !origin) continue
      this.#now[place] = { ...origin, deletions: mergeDeletions(origin.deletions ?? [], deletions) }
    }
  }

  /** Where a character is now, or else its neighbour; of a line a visible one of that line. */
  #placeOf(index: number, any: boolean): number | undefined {
    const own = this.#places.get(index)
    if (own !== undefined) return own
    for (const step of [1, -1]) {
      for (let i = index + step; i >= 0 && i < this.#old.length; i += step) {
        if (!any && this.#oldText[i] === '\n') break
        const place = this.#places.get(i)
        if (place !== undefined && (any || !isWhiteSpace(this.#text.charCodeAt(place)))) return place
      }
    }
    return undefined
  }

  runs(): readonly Run[] {
    const runs: { length: number; origin: Origin }[] = []
    for (const known of this.#now) {
      const origin = known ?? unknown
      const last = runs.at(-1)
      if (last !== undefined && sameOrigin(last.origin, origin)) last.length++
      else runs.push({ length: 1, origin })
    }
    return runs
  }

  /** The origin of the next visible character in a direction, if it is known and on the same line. */
  #onLine(index: number, step: 1 | -1): Origin | undefined {
    for (let i = index + step; i >= 0 && i < this.#text.length && this.#text[i] !== '\n'; i += step) {
      const origin = this.#now[i]
      if (origin !== undefined && !isWhiteSpace(this.#text.charCodeAt(i))) return origin
    }
    return undefined
  }

  #replaced(old: Side): Origin | undefined {
    return old.from < old.to ? this.#old[visibleIn(old)[0] ?? old.from] : undefined
  }

  /** Of what stands before, else of what follows, else of what stood here. */
  #beside(index: number): Origin {
    for (let i = index - 1; i >= 0; i--) if (this.#now[i] !== undefined) return this.#now[i]!
    if (this.#outside !== undefined) return this.#outside
    for (let i = index + 1; i < this.#now.length; i++) if (this.#now[i] !== undefined) return this.#now[i]!
    return this.#old[0] ?? unknown
  }

  /** Whether only white space stands before `index` on its line, and something follows on it. */
  #indents(index: number): boolean {
    if (index + 1 >= this.#text.length || this.#text[index + 1] === '\n') return false
    let start = index
    while (start >= 0 && this.#text[start] !== '\n') {
      if (!isWhiteSpace(this.#text.charCodeAt(start--))) return false
    }
    return true
  }
}

/** Before the first line break, from there to the last, after it; or all in one where there is none. */
function partsAtLineBreaks(side: Side): readonly Side[] {
  const first = side.text.indexOf('\n', side.from)
  if (first < 0 || first >= side.to) return [side]
  const last = side.text.lastIndexOf('\n', side.to - 1)
  return [
    { ...side, to: first },
    { ...side, from: first, to: last },
    { ...side, from: last },
  ]
}

function visibleIn({ text, from, to }: Side): number[] {
  const indices: number[] = []
  for (let i = from; i < to; i++) if (!isWhiteSpace(text.charCodeAt(i))) indices.push(i)
  return indices
}
