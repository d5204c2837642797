import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { deflateSync } from 'node:zlib'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { type Origin, human } from '../../../src/attribution/text/origin'
import type { ObservationKind } from '../../../src/provenance/sources'
import { isNothingHeld } from '../../../src/ledger/deleteUnheld'
import { Ledger } from '../../../src/ledger/ledger'
import { encodeRecord, observationRecordOf } from '../../../src/ledger/store/recordFile'
import { textIdOf } from '../../../src/ledger/folder/textId'
import { temporaryFolder } from './temporaryFolder'

const ai: Origin = { contributor: 'ai', tool: 'cursor', evidence: 'reported' }
const minuteMs = 60_000
const start = Date.parse('2026-11-01T00:00:00Z')
const at = (minute: number): string => new Date(start + minute * minuteMs).toISOString()

/** A source file of `lines` lines as it is after `edit` edits, each in another place, by turns of AI and a person. */
function version(lines: number, edit: number): AttributedText {
  const parts: { length: number; origin: Origin }[] = []
  let text = ''
  for (let line = 0; line < lines; line++) {
    const own = `const value${line} = compute(${line % 13})\n`
    text += own
    parts.push({ length: own.length, origin: human })
    for (let n = line; n < edit; n += lines) {
      const place = (n * 7919) % lines
      const added = `// edit ${n} at ${place}\n`
      text += added
      parts.push({ length: added.length, origin: n % 2 === 0 ? ai : human })
    }
  }
  return AttributedText.fromRuns(text, parts)
}

describe('many versions of a file', function () {
  this.timeout(60_000)
  let folder: string
  let logged: string[]
  let minute: number

  beforeEach(() => {
    folder = path.join(temporaryFolder(), 'byline')
    logged = []
    minute = 0
  })

  const opened: Ledger[] = []

  // What a ledger still tidies would find its folder gone, or keep it from going.
  afterEach(() => Promise.all(opened.splice(0).map((ledger) => ledger.close())))

  const open = async (options: { forOneMoment?: boolean } = {}): Promise<Ledger> => {
    const now = () => new Date(at(1e6))
    const ledger = await Ledger.open(folder, { log: (message) => logged.push(message), now, ...options })
    opened.push(ledger)
    return ledger
  }

  async function see(ledger: Ledger, attributed: AttributedText, file = 'a.ts', kind: ObservationKind = 'saved') {
    return ledger.record({ path: file, attributed, kind, at: at(minute++) })
  }

  function files(below = '.'): string[] {
    const root = path.join(folder, below)
    if (!fs.existsSync(root)) return []
    return fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
  }

  const size = (): number => files().reduce((sum, file) => sum + fs.statSync(file).size, 0)

  /** What is known of every version, the oldest first: its text and runs, or undefined. */
  async function known(ledger: Ledger, file = 'a.ts') {
    const found = await Promise.all((await ledger.observationsOf(file)).map((observation) => observation.read()))
    return found.map((attributed) => attributed && { text: attributed.text(), runs: attributed.runs() }).reverse()
  }

  const content = (attributed: AttributedText) => ({ text: attributed.text(), runs: attributed.runs() })

  it('take little more than one, and each is what it was', async () => {
    const versions = Array.from({ length: 60 }, (_, edit) => version(2_000, edit))
    const ledger = await open()
    for (const attributed of versions) {
      await see(ledger, attributed, 'a.ts', 'live')
      await see(ledger, attributed)
    }
    await ledger.close()
    const whole = deflateSync(versions[59]!.text()).length
    assert.ok(size() < (60 * whole) / 4, `${size()} bytes, one version is ${whole}`)
    assert.ok(files().length < 60, `${files().length} files`)
    const expected = versions.map(content)
    assert.deepEqual(await known(ledger), expected)
    assert.deepEqual(await known(await open()), expected)
    fs.rmSync(path.join(folder, 'index.json'))
    assert.deepEqual(await known(await open({ forOneMoment: true })), expected)
    assert.deepEqual(logged, [])
  })

  it('carry on from what an earlier version of Byline stored', async () => {
    const old = [version(500, 0), version(500, 1)]
    for (const attributed of old) {
      const text = attributed.text()
      const textId = textIdOf(text)
      const record = observationRecordOf({ path: 'a.ts', attributed, textId, kind: 'saved', at: at(minute++) })
      const { id, json } = encodeRecord(record)
      for (const [name, bytes] of [
        [`records/${id.slice(0, 2)}/${id}.json`, json],
        [`texts/${textId.slice(0, 2)}/${textId}`, deflateSync(text)],
      ] as const) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
        fs.writeFileSync(path.join(folder, name), bytes)
      }
    }
    const ledger = await open()
    const later = Array.from({ length: 40 }, (_, edit) => version(500, edit + 2))
    for (const attributed of later) await see(ledger, attributed)
    await ledger.close()
    const expected = [...old, ...later].map(content)
    assert.deepEqual(await known(await open()), expected)
    assert.equal(files('texts').length, 2)
  })

  it('are kept with as many runs as they have', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i}\n`)
    const versions = Array.from({ length: 40 }, (_, edit) =>
      AttributedText.fromRuns(
        lines.join(''),
        lines.map((line, i) => ({ length: line.length, origin: i % 2 === 0 || i === 7 + edit * 50 ? ai : human })),
      ),
    )
    const ledger = await open()
    for (const attributed of versions) await see(ledger, attributed)
    await ledger.close()
    assert.ok(size() < 150_000, `${size()} bytes`)
    assert.deepEqual(await known(await open()), versions.map(content))
  })

  it('of many small files lie in few files', async () => {
    const ledger = await open()
    for (let i = 0; i < 400; i++) await see(ledger, AttributedText.of(`const v${i} = 1\n`, ai), `f${i % 3}.ts`)
    await ledger.close()
    assert.ok(files().length < 3 * 2 * 40, `${files().length} files`)
    for (const reader of [ledger, await open()]) {
      for (const n of [0, 1, 2]) {
        const texts = (await known(reader, `f${n}.ts`)).map((found) => found?.text)
        const expected = Array.from({ length: 400 }, (_, i) => i).filter((i) => i % 3 === n)
        assert.deepEqual(
          texts,
          expected.map((i) => `const v${i} = 1\n`),
        )
      }
    }
  })

  it('are lost to nobody when several windows write and pack at the same time', async () => {
    const windows = await Promise.all([open(), open(), open()])
    const reader = await open()
    await Promise.all(
      windows.map(async (window, w) => {
        for (let i = 0; i < 40; i++) {
          const text = i % 2 === 0 ? `small ${w} ${i}\n` : `// ${w} ${i}\n${version(200, i).text()}`
          await see(window, AttributedText.of(text, ai))
          if (i % 10 === 0) for (const found of await known(reader)) assert.ok(found)
        }
        await window.tidy('a.ts')
        await window.close()
      }),
    )
    for (const ledger of [...windows, reader, await open()]) {
      const found = await known(ledger)
      assert.equal(new Set(found.map((version) => version?.text)).size, 120)
      assert.ok(!found.includes(undefined))
    }
    assert.deepEqual(logged, [])
  })

  it('are found by who had listed them before they were packed', async () => {
    const ledger = await open()
    for (let i = 0; i < 31; i++) await see(ledger, AttributedText.of(`version ${i}\n`, ai))
    await ledger.flush()
    const moment = await open({ forOneMoment: true })
    const before = await moment.observationsOf('a.ts')
    await see(ledger, AttributedText.of('version 31\n', ai))
    await ledger.tidy('a.ts')
    assert.equal(files('records').length, 1)
    assert.deepEqual(
      await Promise.all(before.map(async (observation) => (await observation.read())?.text())),
      Array.from({ length: 31 }, (_, i) => `version ${30 - i}\n`),
    )
  })

  describe('of which something is damaged', () => {
    let versions: AttributedText[]

    beforeEach(async () => {
      versions = Array.from({ length: 40 }, (_, edit) => version(2_000, edit))
      const ledger = await open()
      for (const attributed of versions) await see(ledger, attributed)
      await ledger.close()
      assert.equal(files('texts').length, 1)
    })

    /** Versions that can be read by a window that is opened now. */
    async function readable(): Promise<number[]> {
      const found = (await known(await open())).flatMap((version) => version?.text ?? [])
      const texts = versions.map((attributed) => attributed.text())
      for (const text of found) assert.ok(texts.includes(text))
      return found.map((text) => texts.indexOf(text))
    }

    const pack = (): string => files('records').toSorted((a, b) => fs.statSync(b).size - fs.statSync(a).size)[0]!

    it('lose those that were made from it until it is seen again', async () => {
      const [base = ''] = files('texts')
      fs.writeFileSync(base, 'garbage')
      assert.deepEqual(await readable(), [])
      const ledger = await open()
      await see(ledger, versions[0]!, 'b.ts')
      await ledger.close()
      assert.equal((await readable()).length, 40)
    })

    it('lose the one whose line it is', async () => {
      const lines = fs.readFileSync(pack(), 'utf8').split('\n')
      const broken = lines.map((line, i) => (i === 3 ? line.replace('"text":"', '"text":"AAAA') : line))
      fs.writeFileSync(pack(), broken.join('\n'))
      assert.ok((await readable()).length >= 38)
      fs.writeFileSync(pack(), lines.map((line, i) => (i === 3 ? line.replace('"ai"', '"human"') : line)).join('\n'))
      assert.equal((await readable()).length, 39)
      assert.match(logged.join('\n'), /Damaged record in the ledger, ignored: /)
    })

    it('lose none where it is the list of what is in a pack', async () => {
      const text = fs.readFileSync(pack(), 'utf8')
      fs.writeFileSync(pack(), `garbage${text.slice(7)}`)
      assert.equal((await readable()).length, 40)
      fs.writeFileSync(pack(), text.slice(text.indexOf('\n') + 1))
      assert.equal((await readable()).length, 40)
      assert.match(logged.join('\n'), /read as far as it is whole/)
    })

    it('lose the end of a pack that was cut off', async () => {
      const text = fs.readFileSync(pack())
      const inPack = text.toString().split('\n').length - 2
      fs.writeFileSync(pack(), text.subarray(0, text.length - 50))
      assert.equal((await readable()).length, 40 - 1)
      assert.ok(inPack > 20)
    })
  })

  describe('in a limited space', () => {
    const prune = async (ledger: Ledger, maxBytes: number, held: ReadonlySet<string> = new Set()) =>
      ledger.prune({ olderThanMs: 1e13, keepNewestPerPath: 10, maxBytes, isHeld: async () => held })

    const noise = (n: number): AttributedText =>
      AttributedText.of(Array.from({ length: 400 }, (_, i) => `${textIdOf(`${n} ${i}`)}\n`).join(''), ai)

    it('lose the oldest, but nothing that a commit holds, that is pending or declared, and never the newest', async () => {
      const ledger = await open()
      const kinds: Record<number, ObservationKind> = { 3: 'declared', 5: 'staged' }
      const versions = Array.from({ length: 120 }, (_, n) => noise(n))
      for (const [n, attributed] of versions.entries()) {
        await see(ledger, attributed, n === 4 ? 'b.ts' : 'a.ts', kinds[n] ?? 'saved')
      }
      await ledger.setPending('a.ts', textIdOf(versions[7]!.text()))
      await ledger.close()
      const before = size()
      const limit = Math.round(before / 3)
      const held = new Set([9, 100].map((n) => textIdOf(versions[n]!.text())))
      const { records, texts } = await prune(ledger, limit, held)
      assert.ok(records > 50 && texts > 50, `${records} ${texts}`)
      assert.ok(size() < limit * 1.1, `${size()} of ${before}`)
      const again = await open()
      const left = (await known(again)).map((found) => versions.findIndex((v) => v.text() === found?.text))
      assert.deepEqual(left.slice(0, 3), [3, 7, 9])
      const rest = left.slice(3)
      assert.ok(rest.length > 20)
      assert.deepEqual(
        rest,
        Array.from({ length: rest.length }, (_, i) => 120 - rest.length + i),
      )
      assert.equal((await known(again, 'b.ts')).length, 1)
      assert.deepEqual(await prune(again, limit, held), { records: 0, texts: 0 })
      assert.deepEqual(logged, [])
    })

    it('stay where commits hold them all, and it is said', async () => {
      const ledger = await open()
      const versions = Array.from({ length: 30 }, (_, n) => noise(n))
      for (const attributed of versions) await see(ledger, attributed)
      const held = new Set(versions.map((attributed) => textIdOf(attributed.text())))
      assert.deepEqual(await prune(ledger, 10_000, held), { records: 0, texts: 0 })
      assert.equal((await known(await open())).length, 30)
      assert.match(logged.join('\n'), /What commits hold takes .* raise byline\.storage\.maxSizeMB/)
    })

    it('go out of a pack without the others in it', async () => {
      const ledger = await open()
      for (let i = 0; i < 40; i++)
        await see(ledger, AttributedText.of(`version ${i}\n`, ai), i % 4 === 0 ? '.env' : 'a.ts')
      await ledger.tidy('.env')
      await ledger.tidy('a.ts')
      await ledger.forget('.env', { isHeld: isNothingHeld })
      assert.deepEqual(await known(await open(), '.env'), [])
      assert.equal((await known(await open())).length, 30)
      await ledger.flush()
      assert.deepEqual(
        files().filter((file) => fs.readFileSync(file, 'latin1').includes('".env"')),
        [],
      )
    })
  })
})
