import { AttributedText } from './attributedText'
import type { Run } from './run'

/**
 * The text as people see it, which is what origins count: without BOM, CRLF as LF. A lone CR stays: git takes it for a
 * character of a line, and so do forges, and the numbers of lines that leave this machine are theirs.
 */
export function normaliseText(raw: string): string {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
}

/** Attributed text without BOM and with LF for CRLF: what stays keeps its origin, the LF of a CRLF its own. */
export function normaliseAttributed(a: AttributedText): AttributedText {
  const raw = a.text()
  const text = normaliseText(raw)
  if (text.length === raw.length) return a
  const runs: Run[] = []
  let at = 0
  for (const { length, origin } of a.runs()) {
    let kept = length
    for (let cr = raw.indexOf('\r', at); cr >= 0 && cr < at + length; cr = raw.indexOf('\r', cr + 1)) {
      if (raw[cr + 1] === '\n') kept--
    }
    if (at === 0 && raw.startsWith('\uFEFF')) kept--
    runs.push({ length: kept, origin })
    at += length
  }
  return AttributedText.fromRuns(text, runs)
}
