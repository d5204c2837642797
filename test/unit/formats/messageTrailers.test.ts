import assert from 'node:assert/strict'
import { aboveScissors, hasOurTrailers, removeOurTrailers } from '../../../src/formats/trailers/messageTrailers'

const ours = [
  'Assisted-by: GitHub Copilot:gpt-5-codex',
  'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported',
  'AI-Lines: a.ts 1 blob=3f2a_1b9c',
  '',
].join('\n')

describe('removeOurTrailers', () => {
  const cases: [name: string, message: string, rest: string][] = [
    ['a paragraph at the end', `Subject\n\nBody\n\n${ours}`, 'Subject\n\nBody\n'],
    ['after sign-off', `Subject\n\nSigned-off-by: A <a@b>\n${ours}`, 'Subject\n\nSigned-off-by: A <a@b>\n'],
    ['before sign-off', `Subject\n\n${ours}Signed-off-by: A <a@b>\n`, 'Subject\n\nSigned-off-by: A <a@b>\n'],
    ['above comments', `Subject\n\n${ours}\n# Please enter\n`, 'Subject\n\n# Please enter\n'],
    [
      'indented, in the middle',
      `Squash\n\n    one\n\n${ours.replace(/^(?=.)/gm, '    ')}\n    two\n`,
      'Squash\n\n    one\n\n    two\n',
    ],
    ['without a final newline', `Subject\n\n${ours.trimEnd()}`, 'Subject\n'],
    ['as earlier versions wrote them', `Subject\n\n${ours.replace('blob=3f2a_1b9c', '@3f2a1b9c')}`, 'Subject\n'],
    ['twice', `One\n\n${ours}\nTwo\n\n${ours}`, 'One\n\nTwo\n'],
    ['nothing else', ours, ''],
  ]
  for (const [name, message, rest] of cases) {
    it(`takes them out: ${name}`, () => {
      assert.equal(removeOurTrailers(message), rest)
      assert.equal(hasOurTrailers(message), true)
      assert.equal(hasOurTrailers(rest), false)
    })
  }

  for (const message of [
    'Subject\n\nAssisted-by: Claude Code:claude-opus-5\n',
    'Subject\r\n\r\n\r\n  Co-authored-by: Copilot <x@y>  \n\n\n',
    'AI-Provenances: none\nabout AI-Lines: a\n\n',
    `Subject\n\n# ------------------------ >8 ------------------------\ndiff\n ${ours}`,
    '',
    '\n\n',
  ]) {
    it(`leaves ${JSON.stringify(message.slice(0, 40))} byte for byte`, () => {
      assert.equal(removeOurTrailers(message), message)
      assert.equal(hasOurTrailers(message), false)
    })
  }

  it('leaves a line that names a tool in another form than ours, though it stands above', () => {
    const message = `Subject\n\nAssisted-by: Claude:claude-3-opus coccinelle\n${ours}`
    assert.equal(removeOurTrailers(message), 'Subject\n\nAssisted-by: Claude:claude-3-opus coccinelle\n')
  })

  it('knows a configured key', () => {
    const message = `Subject\n\n${ours.replace('Assisted-by', 'AI-Tool')}`
    assert.equal(removeOurTrailers(message, ['AI-Tool']), 'Subject\n')
  })

  it('gets through long lines of white space', () => {
    // A pattern that goes back and forth over them never comes to its end.
    const line = `Assisted-by: ${' '.repeat(500_000)}x`
    assert.equal(removeOurTrailers(`Subject\n\n${line}\n\n${ours}`).startsWith('Subject\n'), true)
  })
})

describe('aboveScissors', () => {
  it('ends the message at the line that commit -v writes, whatever the comment character', () => {
    const scissors = '------------------------ >8 ------------------------\ndiff --git\n'
    assert.equal(aboveScissors(`Subject\n# x\n# ${scissors}`), 'Subject\n# x\n')
    assert.equal(aboveScissors(`Subject\n; ${scissors}`), 'Subject\n')
    assert.equal(aboveScissors('Subject\n'), 'Subject\n')
  })
})
