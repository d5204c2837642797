import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { changeText } from '../../../src/attribution/text/changeText'
import { human } from '../../../src/attribution/text/origin'
import { encodeRecord, decodeRecord, observationRecordOf, runsOf } from '../../../src/ledger/store/recordFile'
import { readRuns, storedRuns } from '../../../src/ledger/store/storedRuns'
import { textIdOf } from '../../../src/ledger/folder/textId'
import { origins, parse, print, printMarked } from '../attribution/notation'

const { ai } = origins

/** A person took a negation out, AI a check and two lines. */
function marked(): AttributedText {
  let text = parse('[ai:if (!a) b\n]if (c && d)\none\ntwo\nend')
  for (const [gone, by] of [
    ['!', human],
    [' && d', ai],
    ['one\ntwo\n', ai],
  ] as const) {
    const from = text.text().indexOf(gone)
    text = changeText(text, from, from + gone.length, '', by)
  }
  return text
}

describe('stored runs', () => {
  it('keep what was deleted, by whom and whose', () => {
    const text = marked()
    assert.equal(printMarked(text), '[ai:if (<-human of ai>a) b\n]if (c<-ai of other>)<-ai 2 lines>\nend')
    const read = AttributedText.fromRuns(text.text(), readRuns(storedRuns(text.runs())))
    assert.deepEqual(read.runs(), text.runs())
  })

  it('are records that can be written and read', () => {
    const text = marked()
    const at = '2026-11-28T12:00:00.000Z'
    const record = observationRecordOf({
      path: 'a.ts',
      attributed: text,
      textId: textIdOf(text.text()),
      kind: 'saved',
      at,
    })
    const { id, json } = encodeRecord(record)
    const read = decodeRecord(id, Buffer.from(json))
    assert.ok('runs' in read)
    assert.deepEqual(runsOf(read), text.runs())
  })

  it('are a text without deletions to whoever takes runs of length 0 for no text, as earlier versions do', () => {
    const text = marked()
    const earlier = AttributedText.fromRuns(text.text(), storedRuns(text.runs()))
    assert.equal(print(earlier), print(text))
    assert.deepEqual(
      earlier.lineOrigins().map(({ contributor }) => contributor),
      ['ai', 'human', 'human'],
    )
  })

  it('are what they were where nothing was deleted', () => {
    const runs = parse('[ai:a]b').runs()
    assert.equal(storedRuns(runs), runs)
    assert.equal(readRuns(runs), runs)
  })
})
