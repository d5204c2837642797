import assert from 'node:assert/strict'
import { human, unknown } from '../../../src/attribution/text/origin'
import { buildReport } from '../../../src/review/report/buildReport'
import { renderMarkdown } from '../../../src/review/render/renderMarkdown'
import { equalsGolden } from './golden'
import { emptyReport, hostileReport, largeReport, ordinaryReport, wholeFile } from './sample'

describe('renderMarkdown', () => {
  it('writes a report as a comment for reviewers', () => {
    equalsGolden('ordinary.md', renderMarkdown(ordinaryReport))
  })

  it('says in a sentence that a change adds nothing', () => {
    assert.equal(renderMarkdown(emptyReport), '## AI provenance\n\n`main..main`: This change adds no lines.\n')
  })

  it('says in a sentence that no AI was seen', () => {
    const files = [
      wholeFile('a.ts', [
        [2, human],
        [1, unknown],
      ]),
    ]
    assert.match(
      renderMarkdown(buildReport({ range: 'staged', files, commits: [] })),
      /^`staged`: No AI text was seen in 3 added lines; 1 is unknown \(33%\)\.$/m,
    )
  })

  it('makes no markup of anything that it is given', () => {
    const markdown = renderMarkdown(hostileReport)
    equalsGolden('hostile.md', markdown)
    // Without the code spans only our own words are left, and those are the same for harmless names.
    const frame = markdown.replaceAll(/`[^`\n]*`/g, '``')
    assert.doesNotMatch(frame, /script|alert|command:|example\.com|@some|onerror|heading|task|bold/)
    assert.deepEqual(
      [...frame.matchAll(/<[^>]*>/g)].map(String),
      ['<details>', '<summary>', '</summary>', '</details>'],
      'no tags but ours',
    )
    for (const line of frame.split('\n').filter((line) => line.startsWith('|')))
      assert.ok([5, 6].includes(line.split('|').length - 1), `a cell too many in ${line}`)
  })

  it('fits a thousand files into a comment and counts what it leaves out', () => {
    const markdown = renderMarkdown(largeReport)
    assert.ok(markdown.length <= 60_000, `${markdown.length} characters`)
    assert.ok(markdown.length > 50_000, `only ${markdown.length} characters of 60,000 used`)
    const rows = (markdown.match(/^\| `src\//gm) ?? []).length
    const ranges = (markdown.match(/^- `src\/[^`]*:\d+-\d+`/gm) ?? []).length
    const commits = (markdown.match(/^\| `0000/gm) ?? []).length
    assert.match(markdown, new RegExp(`^${(1000 - rows).toLocaleString('en-US')} more files not listed here\\.$`, 'm'))
    assert.match(
      markdown,
      new RegExp(`^${(3000 - ranges).toLocaleString('en-US')} more ranges not listed here\\.$`, 'm'),
    )
    assert.match(markdown, new RegExp(`^${500 - commits} more commits not listed here\\.$`, 'm'))
  })

  it('keeps within any length that holds its frame, and leaves nothing out where there is room', () => {
    for (const maxLength of [1500, 2000, 5000, 20_000, 100_000])
      assert.ok(renderMarkdown(largeReport, { maxLength }).length <= maxLength, `longer than ${maxLength}`)
    const whole = renderMarkdown(largeReport, { maxLength: Number.POSITIVE_INFINITY })
    assert.doesNotMatch(whole, /not listed/)
    assert.equal((whole.match(/^- `src\/[^`]*:\d+-\d+`/gm) ?? []).length, 3000)
  })
})
