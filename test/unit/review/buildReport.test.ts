import assert from 'node:assert/strict'
import { human, unknown } from '../../../src/attribution/text/origin'
import type { FileProvenance } from '../../../src/attribution/lines/fileProvenance'
import { buildReport } from '../../../src/review/report/buildReport'
import { agent, changedChat, chat, largeReport, wholeFile } from './sample'

const shownChat = {
  contributor: 'ai',
  tool: 'github-copilot',
  model: 'openai/gpt-5-codex',
  mode: 'chat',
  evidence: 'reported',
}

function report(...files: readonly FileProvenance[]) {
  return buildReport({ range: 'staged', files, commits: [] })
}

describe('buildReport', () => {
  it('says nothing of a change without files', () => {
    assert.deepEqual(buildReport({ range: 'a..b', base: 'a', head: 'b', files: [], commits: [] }), {
      range: 'a..b',
      base: 'a',
      head: 'b',
      totals: { ai: 0, mixed: 0, human: 0, unknown: 0 },
      files: [],
      skipped: [],
      commits: [],
    })
  })

  it('counts added lines only, and gives ranges for all but human ones', () => {
    const file: FileProvenance = {
      path: 'a.ts',
      oldPath: 'b.ts',
      lines: [chat, chat, human, human, chat, changedChat, unknown, unknown, agent],
      added: [
        { from: 1, to: 3 },
        { from: 4, to: 8 },
      ],
    }
    assert.deepEqual(report(file), {
      range: 'staged',
      totals: { ai: 2, mixed: 1, human: 1, unknown: 2 },
      files: [
        {
          path: 'a.ts',
          oldPath: 'b.ts',
          added: { ai: 2, mixed: 1, human: 1, unknown: 2 },
          ranges: [
            { start: 2, end: 2, ...shownChat },
            { start: 5, end: 5, ...shownChat },
            { start: 6, end: 6, ...shownChat, contributor: 'mixed', evidence: 'derived' },
            { start: 7, end: 8, contributor: 'unknown' },
          ],
          risk: {
            score: 4,
            reasons: ['2 unedited AI lines', '1 edited AI line', '2 unknown lines'],
          },
        },
      ],
      skipped: [],
      commits: [],
    })
  })

  it('joins adjacent lines of which the same is known, across spans, sessions and times', () => {
    const later = { ...chat, session: 's-2', at: '2027-01-01T00:00:00Z' }
    const file: FileProvenance = {
      path: 'a.ts',
      lines: [chat, later, chat, agent, agent, chat],
      added: [
        { from: 0, to: 2 },
        { from: 2, to: 6 },
      ],
    }
    assert.deepEqual(
      report(file).files[0]?.ranges.map(({ start, end, tool }) => ({ start, end, tool })),
      [
        { start: 1, end: 3, tool: 'github-copilot' },
        { start: 4, end: 5, tool: 'claude-code' },
        { start: 6, end: 6, tool: 'github-copilot' },
      ],
    )
  })

  it('does not join lines with something between them', () => {
    const file = wholeFile('a.ts', [
      [1, chat],
      [1, human],
      [1, chat],
    ])
    assert.deepEqual(
      report(file).files[0]?.ranges.map(({ start, end }) => [start, end]),
      [
        [1, 1],
        [3, 3],
      ],
    )
  })

  it('names neither session nor time, and nothing of an unknown line', () => {
    const file = wholeFile('a.ts', [
      [1, chat],
      [1, { contributor: 'unknown', tool: 'claude-code', session: 's-9' }],
    ])
    const { ranges } = report(file).files[0] ?? {}
    assert.deepEqual(ranges, [
      { start: 1, end: 1, ...shownChat },
      { start: 2, end: 2, contributor: 'unknown' },
    ])
  })

  it('calls a line unknown that the input says nothing about', () => {
    const { totals, files } = report({ path: 'a.ts', lines: [chat], added: [{ from: 0, to: 3 }] })
    assert.deepEqual(totals, { ai: 1, mixed: 0, human: 0, unknown: 2 })
    assert.deepEqual(files[0]?.ranges.at(-1), { start: 2, end: 3, contributor: 'unknown' })
  })

  it('ranks files by their AI lines, then by path in the same order everywhere', () => {
    const { files } = report(
      wholeFile('b.ts', [[2, chat]]),
      wholeFile('é.ts', [[50, human]]),
      wholeFile('a.ts', [[2, changedChat]]),
      wholeFile('Z.ts', [[2, chat]]),
      wholeFile('few.ts', [
        [1, chat],
        [90, unknown],
      ]),
      wholeFile('most.ts', [
        [2, chat],
        [1, changedChat],
      ]),
      wholeFile('z.ts', [[50, human]]),
    )
    assert.deepEqual(
      files.map((file) => file.path),
      ['most.ts', 'Z.ts', 'a.ts', 'b.ts', 'few.ts', 'z.ts', 'é.ts'],
    )
  })

  it('lists skipped files by path with their reason and counts nothing of them', () => {
    const skipped = (path: string, reason: NonNullable<FileProvenance['skipped']>): FileProvenance => ({
      path,
      lines: [chat],
      added: [{ from: 0, to: 1 }],
      skipped: reason,
    })
    const made = report(skipped('z.bin', 'binary'), skipped('big.json', 'tooLarge'), wholeFile('a.ts', [[1, human]]))
    assert.deepEqual(made.skipped, [
      { path: 'big.json', reason: 'tooLarge' },
      { path: 'z.bin', reason: 'binary' },
    ])
    assert.deepEqual(made.totals, { ai: 0, mixed: 0, human: 1, unknown: 0 })
  })

  it('leaves out files that add no line', () => {
    const made = report(
      { path: 'moved.ts', oldPath: 'old.ts', lines: [chat, human], added: [] },
      { path: 'shrunk.ts', lines: [chat], added: [{ from: 1, to: 1 }] },
    )
    assert.deepEqual([made.files, made.skipped], [[], []])
  })

  it('gives an old path only where it differs', () => {
    const [file] = report({ ...wholeFile('a.ts', [[1, human]]), oldPath: 'a.ts' }).files
    assert.equal(file !== undefined && 'oldPath' in file, false)
  })

  it('leaves its input alone and adds up a thousand files', () => {
    const files = Object.freeze([wholeFile('b.ts', [[1, human]]), wholeFile('a.ts', [[1, chat]])])
    buildReport({ range: '', files, commits: [] })
    assert.deepEqual(largeReport.totals, { ai: 20_000, mixed: 0, human: 0, unknown: 10_000 })
    assert.equal(largeReport.files.length, 1000)
  })
})
