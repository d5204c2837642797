import assert from 'node:assert/strict'
import { human } from '../../../src/attribution/text/origin'
import { buildReport } from '../../../src/review/report/buildReport'
import { renderHtml } from '../../../src/review/render/renderHtml'
import { renderJson } from '../../../src/review/render/renderJson'
import { renderMarkdown } from '../../../src/review/render/renderMarkdown'
import { renderText } from '../../../src/review/render/renderText'
import { agent } from './sample'

const report = buildReport({
  range: 'main..tidy',
  files: [
    {
      path: 'src/allow.ts',
      lines: [human, { ...agent, contributor: 'mixed', deletions: [{ by: agent, of: 'other' }] }, human],
      added: [{ from: 1, to: 2 }],
    },
    { path: 'src/audit.ts', lines: [human], added: [], deleted: [{ before: 1, count: 3, by: agent }] },
  ],
  commits: [],
})

describe('A report of what AI took out', () => {
  it('names the lines that lost a part, and the places of those that are gone', () => {
    const { deletedByAi, files } = report
    assert.equal(deletedByAi, 3)
    assert.deepEqual(
      files.map(({ path, ranges, deleted, risk }) => ({ path, ranges, deleted, risk })),
      [
        {
          path: 'src/allow.ts',
          ranges: [
            {
              start: 2,
              end: 2,
              contributor: 'mixed',
              deletedBy: 'ai',
              tool: 'claude-code',
              model: 'anthropic/claude-opus-5',
              mode: 'agent',
              evidence: 'reported',
            },
          ],
          deleted: undefined,
          risk: { score: 1, reasons: ['1 line with a part that AI deleted'] },
        },
        {
          path: 'src/audit.ts',
          ranges: [],
          deleted: [
            {
              before: 2,
              lines: 3,
              tool: 'claude-code',
              model: 'anthropic/claude-opus-5',
              mode: 'agent',
              evidence: 'reported',
            },
          ],
          risk: { score: 3, reasons: ['3 lines deleted by AI'] },
        },
      ],
    )
  })

  it('says so in every form', () => {
    for (const text of [renderMarkdown(report), renderHtml(report), renderText(report)]) {
      assert.match(text, /AI deleted 3 lines\./)
      assert.match(text, /AI deleted 3 lines before this · \S*Claude Code/)
      assert.match(text, /AI deleted a part/)
    }
    const json = JSON.parse(renderJson(report)) as { deletedByAi: number; files: { deleted?: object[] }[] }
    assert.deepEqual([json.deletedByAi, json.files[1]?.deleted?.length], [3, 1])
  })
})
