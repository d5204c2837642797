import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttributedText } from '../../src/attribution/text/attributedText'
import type { Origin } from '../../src/attribution/text/origin'
import { UserFacingError } from '../../src/base/errors'
import { visibleJson, visibleLines, visibleText } from '../../src/base/visibleText'
import { isNumeric, lineSpan } from '../../src/cli/blame/blameLines'
import { parseGenericEvent } from '../../src/cli/record/genericEvent'
import { commitOptionsOf, gitCommandOf } from '../../src/commit/commandLine'
import { isBlankMessage, messageRules } from '../../src/commit/messageText'
import { isCheckedOut } from '../../src/git/checkedOutPath'
import { findRepository } from '../../src/git/findRepository'
import { isPlainShell } from '../../src/commit/hooks/plainShell'
import { ownership } from '../../src/commit/hooks/hookScript'
import { isReached } from '../../src/commit/hooks/isReached'
import { withoutHereDocuments, withoutQuoted } from '../../src/commit/hooks/shellText'
import { pathFromBytes, pathToBytes } from '../../src/git/pathBytes'
import { formatNote } from '../../src/formats/notes/formatNote'
import { hashedText } from '../../src/formats/notes/hashedText'
import { formatLineRanges, parseLineRanges } from '../../src/formats/trailers/lineRanges'
import { aboveScissors, hasOurTrailers, removeOurTrailers } from '../../src/formats/trailers/messageTrailers'
import { parseNote } from '../../src/formats/notes/note'
import { attributedNotebook } from '../../src/formats/notebook/attributedNotebook'
import { notebookCells } from '../../src/formats/notebook/notebookCells'
import { noteText, validRanges } from '../../src/formats/notes/noteText'
import { parseTrailers } from '../../src/formats/trailers/parseTrailers'
import { quotePath, unquotePath } from '../../src/formats/trailers/quotedPath'
import { toolIdOf } from '../../src/formats/trailers/toolNames'
import { parseTrailerSettings } from '../../src/formats/trailers/trailerSettings'
import { unlinkedName } from '../../src/formats/trailers/unlinked'
import { readPanelMessage } from '../../src/review/panel/readPanelMessage'
import { readPanelState } from '../../src/review/panel/readPanelState'
import { Ledger } from '../../src/ledger/ledger'
import { LedgerFolder } from '../../src/ledger/folder/ledgerFolder'
import { encodePack, readHead, salvage } from '../../src/ledger/store/packFile'
import { packedRecordOf } from '../../src/ledger/store/packedRecord'
import { PendingFolder } from '../../src/ledger/folder/pendingFolder'
import { decodeRecord, encodeRecord, observationRecordOf, runsOf } from '../../src/ledger/store/recordFile'

/** A parser with inputs that are as they ought to be. */
export interface FuzzTarget {
  readonly name: string
  readonly valid: readonly string[]
  /** Throws where the parser breaks its contract. */
  readonly run: (text: string) => void | Promise<void>
}

const ai: Origin = {
  contributor: 'ai',
  tool: 'claude-code',
  model: 'anthropic/claude-opus-5',
  mode: 'agent',
  evidence: 'reported',
}
const text = 'one()\n\n  two()\n}\n'
const attributed = AttributedText.of(text, ai)
const noteLines = formatNote('src/a.ts', attributed, '2026-11-23').map(({ json }) => json)
const textId = 'ab'.repeat(32)
const record = encodeRecord(
  observationRecordOf({ path: 'src/a.ts', attributed, textId, kind: 'agent', at: '2026-11-23T10:00:00.000Z' }),
)
const pack = encodePack([
  packedRecordOf(
    observationRecordOf({ path: 'src/a.ts', attributed, textId, kind: 'agent', at: '2026-11-23T10:00:00.000Z' }),
    { data: 'eJxLBAAAYgBi' },
    undefined,
  ),
])
const message = `Charge once

Details.

Assisted-by: GitHub Copilot:gpt-5-codex
AI-Provenance: ai=42 mixed=3 human=85 unknown=0 evidence=reported
AI-Lines: src/pay/charge.ts 10-24,40 mixed 31-33 blob=3f2a_1b9c
AI-Lines: "src/a b\\303\\251.ts" 3-9 @77e0c1d2
AI-Deleted: 3 lines
# ------------------------ >8 ------------------------
diff
`
const hooks = [
  '#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\n. "$here/h"\nif [ -z "$1" ]; then echo "usage: $0" >&2; exit 1; fi\ncat <<EOF\n$0\nEOF\nexec npx x "$@"\n',
  '#!/usr/bin/env bash\nawk \'{ print $0 }\' "$1"\ncase $1 in a) exit 0 ;; esac\nprintf \'%s\' "${BASH_SOURCE[0]}" | grep x\n',
  '#!/usr/bin/env python3\nimport os\nprint(os.path.dirname(os.path.abspath(__file__)))\n',
]
const notebook = `${JSON.stringify({ cells: [{ cell_type: 'code', source: ['a = 1\n', 'b = "x"'], outputs: [{ text: ['1'] }] }, { source: 'c' }], nbformat: 4 }, undefined, 1)}\n`
const event = JSON.stringify({
  path: 'src/a.ts',
  contributor: 'ai',
  tool: 'x',
  model: 'a/b',
  mode: 'agent',
  before: 'a',
  after: 'b',
})

/** Folders of this process for parsers that read files. */
const folder = mkdtempSync(join(tmpdir(), 'byline-fuzz-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const ledger = join(folder, 'byline')
mkdirSync(join(ledger, 'pending'), { recursive: true })
const repository = join(folder, 'repository')
for (const name of ['objects', 'refs']) mkdirSync(join(repository, '.git', name), { recursive: true })
writeFileSync(join(repository, '.git', 'HEAD'), 'ref: refs/heads/main\n')
const linked = join(folder, 'linked')
mkdirSync(linked)

/** What JSON says; not what is none. */
function fromJson(json: string, use: (value: unknown) => void): void {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return
  }
  use(value)
}

export const fuzzTargets: readonly FuzzTarget[] = [
  {
    name: 'trailers',
    valid: [message],
    run: (message) => {
      for (const { files } of parseTrailers(message))
        for (const { path } of files) assert.ok(isCheckedOut(path, 'linux') || /git/i.test(path))
      hasOurTrailers(message)
    },
  },
  {
    name: 'messages',
    valid: [message, '# comment\n\nWords\n', ''],
    run: (message) => {
      const rest = removeOurTrailers(message, ['Made-with'])
      assert.equal(removeOurTrailers(rest, ['Made-with']), rest)
      assert.equal(hasOurTrailers(rest), false)
      assert.ok(message.startsWith(aboveScissors(message)))
      const config = { trailers: true, cleanup: undefined, comment: 'auto', separators: ':', trailerOptions: [] }
      for (const cleanup of [undefined, 'strip', 'verbatim'])
        isBlankMessage(message, messageRules(config, cleanup, message, {}))
    },
  },
  {
    name: 'notes',
    valid: [noteLines.join('\n'), '{"id":"0123456789abcdef","type":"retract","v":1}'],
    run: (note) => {
      const ranges = validRanges(parseNote(note).lines)
      noteText(text, ranges)
      hashedText(text, ranges)
    },
  },
  {
    name: 'notes of attributed texts',
    valid: [text, 'a\r\nb', '\u2028\n\n'],
    run: (text) => {
      const lines = formatNote('src/a.ts', AttributedText.of(text, ai), '2026-11-23')
      const { lines: read, problems } = parseNote(lines.map(({ json }) => json).join('\n'))
      assert.deepEqual([read.length, problems], [lines.length, []])
    },
  },
  {
    name: 'records',
    valid: [record.json],
    run: (json) => {
      try {
        const read = decodeRecord(record.id, Buffer.from(json))
        if ('runs' in read) runsOf(read)
        assert.deepEqual(encodeRecord(read).id, record.id)
      } catch (error) {
        // Whoever reads records sets aside what is damaged; only stack and memory must not run out.
        assert.ok(error instanceof Error && !(error instanceof RangeError || error instanceof TypeError), String(error))
      }
    },
  },
  {
    name: 'index files',
    valid: [
      JSON.stringify({
        v: 1,
        paths: [
          ['src/a.ts', [{ id: record.id, path: 'src/a.ts', textId, at: '2026-11-23T10:00:00.000Z', kind: 'agent' }]],
        ],
      }),
    ],
    run: async (json) => {
      writeFileSync(join(ledger, 'index.json'), json)
      const opened = await Ledger.open(ledger, { readOnlyWithin: folder, forOneMoment: true })
      await opened.observationsOf('src/a.ts')
    },
  },
  {
    name: 'packs',
    valid: [pack.content],
    run: (content) => {
      try {
        const end = content.indexOf('\n')
        readHead(end < 0 ? content : content.slice(0, end))
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof RangeError || error instanceof TypeError), String(error))
      }
      const bytes = Buffer.from(content)
      for (const { from, length } of salvage(bytes)) assert.ok(from + length <= bytes.length)
    },
  },
  {
    name: 'pending marks',
    valid: [`src/a.ts\t${textId}\n`, `a\\\\b\\tc\t${textId}\n`],
    run: async (mark) => {
      writeFileSync(join(ledger, 'pending', 'mark'), mark)
      const pending = new PendingFolder(
        new LedgerFolder(ledger, () => undefined, { readOnlyWithin: folder, forOneMoment: true }),
        undefined,
      )
      for (const { path, textId } of await pending.all()) assert.ok(path !== '' && /^[0-9a-f]{64}$/.test(textId))
    },
  },
  {
    name: 'byline.json',
    valid: [
      '{"trailers":{"enabled":true,"key":"Generated-by","detail":"summary","maxFiles":3,"minimumShare":0.5}}',
      '{"trailers":false}',
    ],
    run: (json) => {
      fromJson(json, (value) => {
        const { settings } = parseTrailerSettings(value)
        assert.ok(settings.maxFiles === undefined || (settings.maxFiles >= 0 && settings.maxFiles <= 50))
      })
    },
  },
  {
    name: 'generic events',
    valid: [event],
    run: (json) => {
      const read = parseGenericEvent(json)
      if ('problem' in read) assert.equal(typeof read.problem, 'string')
      else assert.equal(visibleText((read.tool ?? '') + (read.model ?? '')).includes('\\u{1b}'), false)
    },
  },
  {
    name: 'hook scripts',
    valid: hooks,
    run: async (script) => {
      ownership(script)
      const lines = script.split('\n').length
      assert.equal(withoutQuoted(script).split('\n').length, lines)
      assert.equal(withoutHereDocuments(script).split('\n').length, lines)
      await isPlainShell(join(folder, 'no-such-hook'), 'commit-msg', script)
      await isReached(join(folder, 'no-such-hook'), script, lines)
    },
  },
  {
    name: 'notebooks',
    valid: [notebook, '{"cells":[]}'],
    run: (json) => {
      const cells = notebookCells(AttributedText.of(json, ai))
      const made = attributedNotebook(json, cells ?? [])
      assert.equal(made === undefined, cells === undefined)
      if (made) assert.equal(made.text(), json)
    },
  },
  {
    name: 'quoted paths',
    valid: ['src/a.ts', '"src/a b\\303\\251.ts" 3', '"a\\"b"', 'node_modules/@scope/name'],
    run: (path) => {
      unquotePath(path)
      const isPath =
        !/\p{Cs}/u.test(path) &&
        !path.includes('\0') &&
        path.split('/').every((name) => !['', '.', '..'].includes(name))
      if (isPath) assert.deepEqual(unquotePath(quotePath(path)), { path, rest: '' })
    },
  },
  {
    name: 'line ranges',
    valid: ['10-24,40', '1', '3-9,12-14'],
    run: (ranges) => {
      const spans = parseLineRanges(ranges)
      if (spans)
        assert.equal(
          formatLineRanges(spans).replaceAll(/\b(\d+)-\1\b/g, '$1'),
          ranges.replaceAll(/\b(\d+)-\1\b/g, '$1'),
        )
      if (!isNumeric(ranges)) return
      try {
        const { from, to } = lineSpan(ranges, 20)
        assert.ok(from >= 0 && from < to && to <= 20)
      } catch (error) {
        assert.ok(error instanceof UserFacingError, String(error))
      }
    },
  },
  {
    name: 'configuration and files of git',
    valid: [
      '[core]\n\trepositoryformatversion = 0\n\tworktree = "../x"\n',
      'gitdir: ../repository/.git\n',
      'ref: refs/heads/main\n',
      '.\n',
    ],
    run: async (content) => {
      writeFileSync(join(repository, '.git', 'config'), content)
      writeFileSync(join(repository, '.git', 'commondir'), content)
      writeFileSync(join(linked, '.git'), content)
      await findRepository(repository)
      await findRepository(linked)
    },
  },
  {
    name: 'command lines',
    valid: ['git -c a=b commit --amend -m x -- file', '/usr/bin/git\0commit\0-am\0x'],
    run: (line) => {
      const command = gitCommandOf(line.split(/[ \0]/))
      commitOptionsOf(command?.args ?? line.split(' '))
    },
  },
  {
    name: 'panel messages',
    valid: [
      '{"kind":"open","path":"a.ts","line":3}',
      '{"kind":"export","format":"json"}',
      '{"repository":"/r","range":"a..b","expanded":["a"],"scrollTop":0}',
    ],
    run: (json) => {
      fromJson(json, (value) => {
        const read = readPanelMessage(value)
        if (read?.kind === 'open') assert.ok(read.path !== '')
        readPanelState(value)
      })
    },
  },
  {
    name: 'names of tools and paths as bytes',
    valid: ['GitHub Copilot', 'ABC-12', 'GH-7', 'a/\udcff/b'],
    run: (name) => {
      unlinkedName(name)
      toolIdOf(name)
      const path = pathFromBytes(Buffer.from(name, 'latin1'))
      assert.deepEqual(pathToBytes(path), Buffer.from(name, 'latin1'))
    },
  },
  {
    name: 'what is printed',
    valid: ['src/a.ts', 'two\nlines\t'],
    run: (text) => {
      const visible = visibleText(text)
      assert.equal(visibleText(visible), visible)
      assert.equal(visibleLines(visibleLines(text)), visibleLines(text))
      assert.deepEqual(JSON.parse(visibleJson(JSON.stringify([text]))), [text])
    },
  },
]
