import { AttributedText } from './attributedText'
import type { Run } from './run'

/** Writes every line feed as `lineEnd`; the added characters belong to the line feed's origin. */
export function withLineEnds(attributed: AttributedText, lineEnd: '\n' | '\r\n'): AttributedText {
  if (lineEnd === '\n') return attributed
  const text = attributed.text()
  const runs: Run[] = []
  let at = 0
  for (const run of attributed.runs()) {
    let feeds = 0
    for (
      let index = text.indexOf('\n', at);
      index >= 0 && index < at + run.length;
      index = text.indexOf('\n', index + 1)
    )
      feeds++
    runs.push({ length: run.length + feeds, origin: run.origin })
    at += run.length
  }
  return AttributedText.fromRuns(text.replaceAll('\n', '\r\n'), runs)
}
