/** A text of so many lines that looks like code; `salt` makes lines of one text unlike those of another. */
export function sourceText(lines: number, salt: string): string {
  return Array.from({ length: lines }, (_, line) => sourceLine(line, salt)).join('')
}

export function sourceLine(line: number, salt: string): string {
  return `  const value${line} = compute(${salt}, ${(line * 7919) % 1000})\n`
}
