import assert from 'node:assert/strict'
import { renderHtml } from '../../../src/review/render/renderHtml'
import { equalsGolden } from './golden'
import { emptyReport, hostileReport, largeReport, ordinaryReport } from './sample'

/** All tags of a page, each once. */
function tagsOf(html: string): readonly string[] {
  return [...new Set([...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/flex-grow:\d+/, 'flex-grow:1')))].sort()
}

describe('renderHtml', () => {
  it('writes a report as a page that stands alone', () => {
    equalsGolden('ordinary.html.golden', renderHtml(ordinaryReport))
  })

  it('says in a sentence that a change adds nothing', () => {
    assert.match(renderHtml(emptyReport), /<p>This change adds no lines\.<\/p>/)
  })

  it('has the tags of a harmless report and no others, whatever it is given', () => {
    const harmless = new Set(tagsOf(renderHtml(ordinaryReport)))
    const hostile = renderHtml(hostileReport)
    assert.deepEqual(
      tagsOf(hostile).filter((tag) => !harmless.has(tag)),
      [],
    )
    assert.match(hostile, /&lt;script&gt;alert\(1\)&lt;\/script&gt;\.ts/)
    assert.doesNotMatch(hostile.replaceAll('\n', ' '), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
  })

  it('forbids scripts and loads nothing', () => {
    const html = renderHtml(largeReport)
    assert.match(html, /default-src 'none'; style-src 'unsafe-inline'/)
    assert.doesNotMatch(html, /<script|\b(src|href)=|url\(|@import/)
    assert.equal((html.match(/<details>/g) ?? []).length, 1000)
  })
})
