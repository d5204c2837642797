import { AttributedText } from './attributedText'
import type { Run } from './run'

/** The text as people see it, which is what origins count: without BOM, every line end (CRLF, lone CR) as LF. */
export function normaliseText(raw: string): string {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}

/** The same for attributed text: what stays keeps its origin; the LF of a CRLF its own, that of a lone CR the CR's. */
export function normaliseAttributed(a: AttributedText): AttributedText {
  const raw = a.text()
  const text = normaliseText(raw)
  if (text.length === raw.length) return text === raw ? a : AttributedText.fromRuns(text, a.runs())
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
