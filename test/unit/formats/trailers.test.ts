import assert from 'node:assert/strict'
import type { Origin } from '../../../src/attribution/text/origin'
import type { FileProvenance } from '../../../src/attribution/lines/fileProvenance'
import { formatTrailers } from '../../../src/formats/trailers/formatTrailers'
import { parseTrailers } from '../../../src/formats/trailers/parseTrailers'
import { defaultTrailerSettings, type TrailerSettings } from '../../../src/formats/trailers/trailerSettings'

const copilot: Origin = { contributor: 'ai', tool: 'github-copilot', model: 'openai/gpt-5-codex', evidence: 'reported' }
const claude: Origin = {
  contributor: 'ai',
  tool: 'claude-code',
  model: 'anthropic/claude-opus-5',
  evidence: 'observed',
}
const origins: Record<string, Origin> = {
  a: copilot,
  c: claude,
  m: { ...copilot, contributor: 'mixed' },
  h: { contributor: 'human', evidence: 'observed' },
  '?': { contributor: 'unknown' },
}
const blob = '3f2a1b9c'.repeat(5)

/** One letter a line; capital letters and `!` (unknown) are added lines, the others were there before. */
function file(path: string, lines: string): FileProvenance {
  const letters = Array.from(lines)
  return {
    path,
    blob,
    lines: letters.map((letter) => origins[letter === '!' ? '?' : letter.toLowerCase()]!),
    added: letters.flatMap((letter, at) => (/[A-Z!]/.test(letter) ? [{ from: at, to: at + 1 }] : [])),
  }
}

function trailers(files: readonly FileProvenance[], settings: Partial<TrailerSettings> = {}): readonly string[] {
  return formatTrailers(files, { ...defaultTrailerSettings, ...settings })
}

describe('formatTrailers', () => {
  it('names the tools, counts the added lines and says where AI wrote', () => {
    assert.deepEqual(trailers([file('src/pay/charge.ts', 'aaAAAhHHMM!A'), file('src/refund.ts', 'CCC')]), [
      'Assisted-by: GitHub Copilot:gpt-5-codex',
      'Assisted-by: Claude Code:claude-opus-5',
      'AI-Provenance: ai=7 mixed=2 human=2 unknown=1 evidence=observed',
      'AI-Lines: src/pay/charge.ts 3-5,12 mixed 9-10 blob=3f2a_1b9c',
      'AI-Lines: src/refund.ts 1-3 blob=3f2a_1b9c',
    ])
  })

  it('says nothing of a change whose added lines are human or unknown, however many AI lines stand round them', () => {
    assert.deepEqual(trailers([file('a.ts', 'aaaHH!aaa')]), [])
  })

  it('obeys each setting', () => {
    const change = [file('a.ts', 'AHHH'), file('b.ts', 'AA'), file('c.ts', 'A')]
    assert.deepEqual(trailers(change, { enabled: false }), [])
    assert.deepEqual(trailers(change, { minimumShare: 0.58 }), [])
    assert.equal(trailers(change, { minimumShare: 0.57 }).length, 5)
    assert.equal(trailers(change, { key: 'Generated-by' })[0], 'Generated-by: GitHub Copilot:gpt-5-codex')
    assert.deepEqual(trailers(change, { key: undefined, detail: 'summary' }), [
      'AI-Provenance: ai=4 mixed=0 human=3 unknown=0 evidence=reported',
    ])
    assert.deepEqual(trailers(change, { maxFiles: 1 }).slice(2), [
      'AI-Lines: b.ts 1-2 blob=3f2a_1b9c',
      'AI-Lines: +2 files',
    ])
    assert.deepEqual(trailers(change, { maxFiles: 2 }).slice(4), ['AI-Lines: +1 file'])
  })

  it('counts files whose path or ranges do not fit, and never breaks a column limit', () => {
    const longPath = file(`${'x'.repeat(90)}.ts`, 'AAA')
    const scattered = file('scattered.ts', 'AhMh'.repeat(40))
    const endless = file('endless.ts', 'Ah'.repeat(5_000))
    const lines = trailers([longPath, scattered, endless])
    assert.ok(Math.max(...lines.map((line) => line.length)) <= 100)
    const [block] = parseTrailers(lines.join('\n'))
    assert.deepEqual([...new Set(block!.files.map((claim) => claim.path))], ['scattered.ts'])
    assert.equal(block!.moreFiles, 2)
    assert.deepEqual(
      block!.files.flatMap((claim) => claim.ai).map((span) => span.from),
      Array.from({ length: 40 }, (_, index) => index * 4),
    )
    assert.deepEqual(
      block!.files.flatMap((claim) => claim.mixed).map((span) => span.from),
      Array.from({ length: 40 }, (_, index) => index * 4 + 2),
    )
  })

  it('reduces names that come from other programs to what a trailer can hold', () => {
    const hostile: Origin = {
      contributor: 'ai',
      tool: 'Evil\nSigned-off-by: you <you@x>',
      model: 'p/m:o d\tel\u202e',
      evidence: 'reported',
    }
    const change: FileProvenance = { path: 'a', blob, lines: [hostile], added: [{ from: 0, to: 1 }] }
    assert.equal(trailers([change])[0], 'Assisted-by: evil-signed-off-by-you-you-x:m-o-d-el')
    const nameless: FileProvenance = { ...change, lines: [{ contributor: 'ai' }] }
    assert.deepEqual(trailers([nameless]), [
      'Assisted-by: AI tool',
      'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=imported',
      'AI-Lines: a 1 blob=3f2a_1b9c',
    ])
  })

  it('names no tool or model so that a forge would link it', () => {
    const origin = (tool: string, model: string): Origin => ({ contributor: 'ai', tool, model, evidence: 'reported' })
    const named = (tool: string, model: string): string | undefined =>
      trailers([{ path: 'a', blob, lines: [origin(tool, model)], added: [{ from: 0, to: 1 }] }])[0]
    assert.equal(named('@octocat', 'acme/#12'), 'Assisted-by: octocat:12')
    assert.equal(named('gh-12', 'acme/GH-7'), 'Assisted-by: gh_12:gh_7')
    assert.equal(named('codex', 'acme/GPT-4.1'), 'Assisted-by: Codex:gpt-4.1')
    assert.equal(named('codex', 'acme/3f2a1b9c0d1e2'), 'Assisted-by: Codex:3f2a1b_9c0d1e_2')
    for (const kept of ['gpt-5-codex', 'claude-opus-4-20250514', 'Qwen2.5-Coder-32B']) {
      assert.equal(named('codex', `acme/${kept}`), `Assisted-by: Codex:${kept}`)
    }
  })

  it('stays ASCII for every path', () => {
    for (const line of trailers([file('größe/日本 🎉.ts', 'A'), file('-x', 'A'), file('a\nSigned-off-by: me', 'A')])) {
      assert.match(line, /^[\x20-\x7e]+$/)
    }
  })
})

describe('parseTrailers', () => {
  it('reads back what was written, wherever it stands', () => {
    const written = trailers([file('src/a b.ts', 'AAmMhH'), file('c.ts', 'CC')])
    const expected = [
      {
        tools: [
          { tool: 'github-copilot', model: 'gpt-5-codex' },
          { tool: 'claude-code', model: 'claude-opus-5' },
        ],
        counts: { ai: 4, mixed: 1, human: 1, unknown: 0 },
        evidence: 'observed',
        files: [
          { path: 'src/a b.ts', blob: '3f2a1b9c', ai: [{ from: 0, to: 2 }], mixed: [{ from: 3, to: 4 }] },
          { path: 'c.ts', blob: '3f2a1b9c', ai: [{ from: 0, to: 2 }], mixed: [] },
        ],
        moreFiles: 0,
      },
    ]
    assert.deepEqual(parseTrailers(`Subject\n\n${written.join('\n')}\n`), expected)
    const indented = written.map((line) => `    ${line}`).join('\r\n')
    assert.deepEqual(
      parseTrailers(`Squashed\n\n---------\n\n* one\n\n${indented}\n\nSigned-off-by: A <a@b>\n`),
      expected,
    )
  })

  it('keeps the blocks of squashed commits apart', () => {
    const blocks = parseTrailers(
      [
        'Squash (#12)',
        '* one',
        'Assisted-by: Cursor',
        'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported',
        'AI-Lines: a.ts 1 blob=1111_1111',
        '* two',
        'Assisted-by: Codex:gpt-5',
        'AI-Provenance: ai=2 mixed=0 human=0 unknown=0',
        'AI-Lines: b.ts 4-5 blob=2222_2222',
        'AI-Lines: +3 files',
      ].join('\n'),
    )
    assert.deepEqual(
      blocks.map(({ tools, evidence, files, moreFiles }) => [
        tools,
        evidence,
        files.map(({ path }) => path),
        moreFiles,
      ]),
      [
        [[{ tool: 'cursor' }], 'reported', ['a.ts'], 0],
        [[{ tool: 'codex', model: 'gpt-5' }], undefined, ['b.ts'], 3],
      ],
    )
  })

  it('reads the form that earlier versions wrote, beside the present one', () => {
    const counts = 'AI-Provenance: ai=2 mixed=0 human=0 unknown=0'
    const lines = [counts, 'AI-Lines: @scope/a.ts 1 @3f2a1b9c', 'AI-Lines: b.ts 2 blob=77e0_c1d2']
    assert.deepEqual(
      parseTrailers(lines.join('\n')).flatMap(({ files }) => files.map(({ path, blob }) => [path, blob])),
      [
        ['@scope/a.ts', '3f2a1b9c'],
        ['b.ts', '77e0c1d2'],
      ],
    )
  })

  it('reads a mark without counts as a tool that took part', () => {
    assert.deepEqual(parseTrailers('x\n\nAssisted-by: Claude Code:claude-opus-5\n'), [
      { tools: [{ tool: 'claude-code', model: 'claude-opus-5' }], files: [], moreFiles: 0 },
    ])
    assert.equal(parseTrailers('x\n\nAI-Tool: Cursor\n', ['AI-Tool']).length, 1)
  })

  for (const line of [
    'AI-Lines: ../../etc/passwd 1 @3f2a1b9c',
    'AI-Lines: a.ts @3f2a1b9c',
    'AI-Lines: a.ts 3-1 @3f2a1b9c',
    'AI-Lines: a.ts 1 @3f2a',
    'AI-Lines: a.ts 1 @3f2a1b9c trailing',
    'AI-Lines: a.ts 1',
    'AI-Lines: "a.ts 1 @3f2a1b9c',
    '+AI-Lines: a.ts 1 @3f2a1b9c',
    `AI-Lines: a.ts ${'1,'.repeat(500)}2 @3f2a1b9c`,
    'ai-lines: a.ts 1 @3f2a1b9c',
    'AI-Lines: a.ts blob=3f2a_1b9c',
    'AI-Lines: a.ts 1 blob=3f2a1b9c',
    'AI-Lines: a.ts 1 blob=3f2a',
    'AI-Lines: a.ts 1 blob=3f2a_',
    'AI-Lines: a.ts 1 blob=3f2a_1b9c trailing',
    'AI-Lines: a.ts 1 blob=3F2A_1B9C',
  ]) {
    it(`makes no claim of ${line.slice(0, 60)}`, () => {
      assert.deepEqual(
        parseTrailers(line).flatMap((block) => block.files),
        [],
      )
    })
  }

  it('gets through hostile messages of a megabyte', () => {
    assert.deepEqual(parseTrailers('AI-Lines:' + ' '.repeat(1_000_000)), [])
    assert.deepEqual(parseTrailers('A:\n'.repeat(330_000)), [])
    const many = parseTrailers('AI-Lines: a 1 @12345678\n'.repeat(40_000))
    assert.deepEqual([...new Set(many.flatMap(({ files }) => files).map(({ path }) => path))], ['a'])
  })
})
