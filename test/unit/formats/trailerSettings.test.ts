import assert from 'node:assert/strict'
import {
  defaultTrailerSettings,
  isTrailerKey,
  mergeTrailerSettings,
  parseTrailerSettings,
} from '../../../src/formats/trailers/trailerSettings'

describe('trailerSettings', () => {
  it('takes every valid field and lets the later layer win', () => {
    const user = parseTrailerSettings({ trailers: { key: 'Generated-by', maxFiles: 2, detail: 'summary' } })
    const repository = parseTrailerSettings({ trailers: { key: 'none', minimumShare: 0.25 }, rules: [] })
    assert.deepEqual(mergeTrailerSettings(user, repository), {
      enabled: true,
      key: undefined,
      detail: 'summary',
      maxFiles: 2,
      minimumShare: 0.25,
    })
  })

  it('leaves out what is wrong, says so, and keeps the rest', () => {
    const layer = parseTrailerSettings({
      trailers: { enabled: 'yes', key: 'Signed-off-by', detail: 'all', maxFiles: 1.5, minimumShare: 0.5 },
    })
    assert.deepEqual(layer.settings, { minimumShare: 0.5 })
    assert.deepEqual(layer.problems, [
      '"trailers.enabled" must be true or false',
      '"trailers.key" must be "none" or a trailer key of letters, digits and "-" that no other tool acts on',
      '"trailers.detail" must be "summary" or "lines"',
      '"trailers.maxFiles" must be a whole number from 0 to 50',
    ])
    assert.deepEqual(mergeTrailerSettings(layer), { ...defaultTrailerSettings, minimumShare: 0.5 })
  })

  it('takes a bare false for off, and anything that is no object for a mistake', () => {
    assert.deepEqual(parseTrailerSettings({ trailers: false }).settings, { enabled: false })
    assert.deepEqual(parseTrailerSettings({}), { settings: {}, problems: [] })
    for (const document of [null, [], 'x', 3]) assert.equal(parseTrailerSettings(document).problems.length, 1)
    assert.equal(parseTrailerSettings({ trailers: [] }).problems.length, 1)
    assert.deepEqual(parseTrailerSettings(JSON.parse('{"trailers":{"__proto__":{"enabled":false}}}')).settings, {})
  })

  it('never lets a key be used that other tools act on', () => {
    const refused = [
      'Signed-off-by',
      'co-authored-by',
      'Claude-Session',
      'AI-Lines',
      'a b',
      'a:b',
      '1a',
      '',
      'ä',
      'Change-Id',
    ]
    assert.deepEqual(refused.filter(isTrailerKey), [])
    assert.deepEqual(['Assisted-by', 'Generated-by', 'AI-Tool'].filter(isTrailerKey).length, 3)
  })
})
