import assert from 'node:assert/strict'
import type { Counts } from '../../../src/attribution/lines/fileProvenance'
import type { Report } from '../../../src/review/report/report'
import { renderHtml } from '../../../src/review/render/renderHtml'
import { renderMarkdown } from '../../../src/review/render/renderMarkdown'
import { summarySentence } from '../../../src/review/render/summarySentence'

describe('summarySentence', () => {
  it('names a small share as small, and the share that is unknown', () => {
    assert.deepEqual(
      [
        [447, 0, 720, 113_000],
        [3, 1, 4, 0],
        [1, 0, 0, 0],
        [0, 1, 0, 1],
        [0, 0, 2, 1],
        [0, 0, 0, 1],
        [0, 0, 0, 2000],
        [0, 0, 5, 0],
        [0, 0, 0, 0],
      ].map(([ai = 0, mixed = 0, human = 0, unknown = 0]) => summarySentence(reportOf({ ai, mixed, human, unknown }))),
      [
        '447 of 114,167 added lines contain AI text (<1%); 113,000 are unknown (99%).',
        '4 of 8 added lines contain AI text (50%).',
        '1 of 1 added line contains AI text (100%).',
        '1 of 2 added lines contains AI text (50%); 1 is unknown (50%).',
        'No AI text was seen in 3 added lines; 1 is unknown (33%).',
        'No AI text was seen in 1 added line, which is unknown.',
        'No AI text was seen in 2,000 added lines, all of them unknown.',
        'No AI text was seen in 5 added lines.',
        'This change adds no lines.',
      ],
    )
  })

  it('reads alike wherever the report is shown', () => {
    const report = reportOf({ ai: 447, mixed: 0, human: 720, unknown: 113_000 })
    const sentence = summarySentence(report)
    assert.ok(renderMarkdown(report).includes(`: ${sentence}\n`))
    assert.ok(renderHtml(report).includes(`<p>${sentence.replaceAll('<', '&lt;')}</p>`))
    assert.doesNotMatch(renderHtml(report), /<\d/)
  })
})

function reportOf(totals: Counts): Report {
  return { range: 'all', totals, files: [], skipped: [], commits: [] }
}
