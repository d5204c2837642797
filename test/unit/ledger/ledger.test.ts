import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { type Origin, human, unknown } from '../../../src/attribution/text/origin'
import { UserFacingError } from '../../../src/base/errors'
import type { Observation } from '../../../src/provenance/sources'
import { Ledger } from '../../../src/ledger/ledger'
import { isNothingHeld } from '../../../src/ledger/deleteUnheld'
import { textIdOf } from '../../../src/ledger/folder/textId'
import { temporaryFolder } from './temporaryFolder'

const ai: Origin = {
  contributor: 'ai',
  tool: 'claude-code',
  model: 'anthropic/claude-opus-5',
  session: 's1',
  mode: 'agent',
  evidence: 'reported',
  at: '2026-11-01T10:00:00.000Z',
}

/** `at(3)` is three minutes past ten. */
const at = (minute: number): string => `2026-11-01T10:${String(minute).padStart(2, '0')}:00.000Z`

const mixture = AttributedText.fromRuns('typed\ngenerated\nwhat?\n', [
  { length: 6, origin: human },
  { length: 10, origin: ai },
  { length: 6, origin: unknown },
])

/** Everything an observation says, its runs included. */
async function content(observations: readonly Observation[]) {
  return Promise.all(
    observations.map(async ({ read, ...rest }) => {
      const attributed = await read()
      return { ...rest, text: attributed?.text(), runs: attributed?.runs() }
    }),
  )
}

/** `path: text` of each, the newest first: what most tests ask. */
async function brief(ledger: Ledger, file: string): Promise<string[]> {
  const observations = await ledger.observationsOf(file)
  return Promise.all(observations.map(async (o) => `${o.path} ${o.kind}: ${(await o.read())?.text() ?? 'gone'}`))
}

/** Names of all files below a folder, sorted, with `/`. */
function files(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

const recordFiles = (folder: string): string[] => files(path.join(folder, 'records'))

describe('Ledger', () => {
  let folder: string
  let logged: string[]
  const open = (): Promise<Ledger> =>
    Ledger.open(folder, { log: (message) => logged.push(message), now: () => new Date(at(59)) })

  beforeEach(() => {
    folder = path.join(temporaryFolder(), 'by line', 'byline')
    logged = []
  })

  describe('in a folder that is not trusted', () => {
    it('is read and never written', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      await ledger.setPending('a', textIdOf('a'))
      await ledger.close()
      fs.writeFileSync(path.join(folder, 'index.json'), 'garbage')
      const before = files(folder)
      const reading = await Ledger.open(folder, {
        log: (message) => logged.push(message),
        readOnlyWithin: path.dirname(folder),
      })
      assert.deepEqual(await brief(reading, 'a'), [`a saved: ${mixture.text()}`])
      await reading.setPending('a', undefined)
      await reading.setConsent('granted')
      await reading.close()
      assert.deepEqual(files(folder), before)
      assert.match(logged.join('\n'), /Damaged file in the ledger, ignored: .*index\.json/)
    })

    it('reads nothing that a link leads to', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      await ledger.close()
      const hostile = path.join(temporaryFolder(), 'byline')
      fs.symlinkSync(folder, hostile)
      const reading = await Ledger.open(hostile, { readOnlyWithin: path.dirname(hostile) })
      assert.deepEqual(await brief(reading, 'a'), [])
    })
  })

  describe('record', () => {
    it('gives back what was recorded, to this and to a later ledger', async () => {
      const ledger = await open()
      const parentTextId = textIdOf('typed\n')
      const returned = await ledger.record({
        path: 'src/ü.ts',
        attributed: mixture,
        kind: 'saved',
        parentTextId,
        at: at(1),
      })
      const expected = [
        {
          path: 'src/ü.ts',
          textId: textIdOf('typed\ngenerated\nwhat?\n'),
          parentTextId,
          at: at(1),
          kind: 'saved',
          text: 'typed\ngenerated\nwhat?\n',
          runs: [
            { length: 6, origin: human },
            { length: 10, origin: ai },
            { length: 6, origin: unknown },
          ],
        },
      ]
      assert.deepEqual(await content([returned]), expected)
      assert.deepEqual(await content(await ledger.observationsOf('src/ü.ts')), expected)
      await ledger.close()
      assert.deepEqual(await content(await (await open()).observationsOf('src/ü.ts')), expected)
    })

    it('does not bring back a repository that was deleted', async () => {
      const owner = path.dirname(folder)
      fs.mkdirSync(owner, { recursive: true })
      const ledger = await Ledger.open(folder, { owner, log: (message) => logged.push(message) })
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      fs.rmSync(owner, { recursive: true })
      await assert.rejects(
        ledger.record({ path: 'a', attributed: AttributedText.of('b', ai), kind: 'saved', at: at(2) }),
      )
      await ledger.close()
      assert.equal(fs.existsSync(owner), false)
    })

    it('finds a text by what it is, whatever its path was, as another process wrote and deleted it', async () => {
      const ledger = await open()
      assert.equal(await ledger.isEmpty(), true)
      const textId = textIdOf(mixture.text())
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      await ledger.record({ path: 'b/c', attributed: mixture, kind: 'agent', at: at(2) })
      await ledger.record({ path: 'b/c', attributed: AttributedText.of('other\n', human), kind: 'saved', at: at(3) })
      await ledger.close()
      const other = await open()
      assert.equal(await other.isEmpty(), false)
      const found = await other.observationsOfText(textId)
      assert.deepEqual(
        found.map(({ path, kind }) => [path, kind]),
        [
          ['b/c', 'agent'],
          ['a', 'saved'],
        ],
      )
      assert.deepEqual((await found[0]!.read())?.runs(), mixture.runs())
      assert.deepEqual(await other.observationsOfText(textIdOf('never seen')), [])
      for (const file of recordFiles(folder)) fs.rmSync(path.join(folder, 'records', file))
      assert.deepEqual(await (await open()).observationsOfText(textId), [])
    })

    it('creates nothing before the first write', async () => {
      const ledger = await open()
      assert.deepEqual(await ledger.observationsOf('a'), [])
      assert.deepEqual(await ledger.pendingPaths(), [])
      assert.equal(ledger.consent(), undefined)
      await ledger.setPending('a', undefined)
      await ledger.setConsent(undefined)
      await ledger.close()
      assert.equal(fs.existsSync(path.dirname(folder)), false)
    })

    it('lists the newest first', async () => {
      const ledger = await open()
      for (const minute of [2, 3, 1]) {
        await ledger.record({
          path: 'a',
          attributed: AttributedText.of(`${minute}`, ai),
          kind: 'saved',
          at: at(minute),
        })
      }
      assert.deepEqual(await brief(ledger, 'a'), ['a saved: 3', 'a saved: 2', 'a saved: 1'])
    })

    it('writes nothing for what the newest record of the text says already', async () => {
      const ledger = await open()
      const seen = [
        { attributed: mixture, kind: 'saved', at: at(1) },
        { attributed: mixture, kind: 'live', at: at(2) },
        { attributed: mixture, kind: 'saved', at: at(3) },
        { attributed: mixture, kind: 'declared', at: at(4) },
        { attributed: mixture.mapOrigins(() => human), kind: 'saved', at: at(5) },
        { attributed: mixture, kind: 'saved', at: at(6) },
      ] as const
      for (const sighting of seen) await ledger.record({ path: 'a', ...sighting })
      assert.deepEqual(
        (await ledger.observationsOf('a')).map((o) => [o.kind, o.at]),
        [
          ['saved', at(6)],
          ['saved', at(5)],
          ['declared', at(4)],
          ['saved', at(1)],
        ],
      )
      assert.equal(recordFiles(folder).length, 4)
      assert.equal(files(path.join(folder, 'texts')).length, 1)
    })

    it('replaces its own live record with the next live or saved one, and nobody else’s', async () => {
      const mine = await open()
      const other = await open()
      const live = (text: string, minute: number) =>
        ({ path: 'a', attributed: AttributedText.of(text, ai), kind: 'live', at: at(minute) }) as const
      await mine.record(live('one', 1))
      await other.record(live('one', 2))
      await mine.record(live('two', 3))
      assert.deepEqual(await brief(mine, 'a'), ['a live: two', 'a live: one'])
      await mine.record({ ...live('two', 4), kind: 'agent' })
      assert.deepEqual(await brief(mine, 'a'), ['a agent: two', 'a live: two', 'a live: one'])
      await mine.record({ ...live('three', 5), kind: 'saved' })
      assert.deepEqual(await brief(mine, 'a'), ['a saved: three', 'a agent: two', 'a live: one'])
      await other.record(live('three', 6))
      assert.deepEqual(await brief(other, 'a'), ['a saved: three', 'a agent: two'])
    })

    it('stores nothing for an empty text', async () => {
      const ledger = await open()
      const observation = await ledger.record({ path: 'a', attributed: AttributedText.empty, kind: 'saved', at: at(1) })
      assert.equal(observation.textId, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
      assert.equal((await observation.read())?.text(), '')
      assert.deepEqual(files(folder), [])
    })

    it('takes any path and text', async () => {
      const ledger = await open()
      const text = 'emoji 😀, lone cr-free, \u0000, tab\t, \u2028, e\u0301'
      const odd = [
        '__proto__',
        'constructor',
        'a\tb\nc',
        '-x',
        'x'.repeat(3000),
        '../../outside',
        'invalid \udc80 byte',
      ]
      for (const name of odd) {
        await ledger.record({ path: name, attributed: AttributedText.of(text, ai), kind: 'staged', at: at(1) })
      }
      await ledger.close()
      const again = await open()
      for (const name of odd) assert.deepEqual(await brief(again, name), [`${name} staged: ${text}`])
      assert.deepEqual([...(await again.paths())].sort(), [...odd].sort())
      assert.deepEqual(fs.readdirSync(path.dirname(folder)), ['byline'])
      assert.deepEqual(logged, [])
    })

    it('keeps all of 50 records written at once', async () => {
      const ledger = await open()
      const sightings = Array.from({ length: 50 }, (_, i) => ({
        path: `file${i % 5}`,
        attributed: AttributedText.of(`text ${i % 25}`, ai),
        kind: 'saved' as const,
        at: at(i % 25),
      }))
      await Promise.all(sightings.map((sighting) => ledger.record(sighting)))
      await ledger.close()
      const again = await open()
      for (let file = 0; file < 5; file++) {
        const expected = [20, 15, 10, 5, 0].map((n) => `file${file} saved: text ${n + file}`)
        assert.deepEqual(await brief(ledger, `file${file}`), expected)
        assert.deepEqual(await brief(again, `file${file}`), expected)
      }
      // Every second one said what the first had said.
      assert.equal(recordFiles(folder).length, 25)
      assert.deepEqual(files(path.join(folder, 'tmp')), [])
    })

    it('rejects with advice and leaves nothing where a file stands in the place of the folder', async () => {
      fs.mkdirSync(path.dirname(folder), { recursive: true })
      fs.writeFileSync(folder, 'in the way')
      const ledger = await open()
      assert.deepEqual(await ledger.observationsOf('a'), [])
      await assert.rejects(ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) }), (error) => {
        assert.ok(error instanceof UserFacingError)
        assert.match(error.message, /A file stands where the folder should be/)
        return true
      })
      await assert.rejects(ledger.setPending('a', textIdOf('x')), UserFacingError)
      await assert.rejects(ledger.setConsent('granted'), UserFacingError)
      assert.equal(ledger.consent(), undefined)
      await ledger.close()
      assert.equal(fs.readFileSync(folder, 'utf8'), 'in the way')
      assert.deepEqual(await ledger.observationsOf('a'), [])
    })

    it('rejects and leaves no half of a record where the last step fails', async () => {
      const ledger = await open()
      fs.mkdirSync(folder, { recursive: true })
      fs.writeFileSync(path.join(folder, 'records'), 'in the way')
      await assert.rejects(ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) }), UserFacingError)
      assert.deepEqual(files(path.join(folder, 'tmp')), [])
      fs.rmSync(path.join(folder, 'records'))
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      assert.equal((await ledger.observationsOf('a')).length, 1)
    })

    it('stores no more of an origin than its fields', async () => {
      const ledger = await open()
      const chatty = { ...ai, author: 'ann@example.com', prompt: 'write me a function' }
      await ledger.record({ path: 'a', attributed: AttributedText.of('x', chatty), kind: 'saved', at: at(1) })
      await ledger.close()
      for (const file of files(folder)) {
        assert.doesNotMatch(fs.readFileSync(path.join(folder, file), 'utf8'), /ann@|write me/, file)
      }
      assert.deepEqual((await (await open()).observationsOf('a')).length, 1)
    })
  })

  describe('two ledgers on one folder', () => {
    it('see each other’s records, moves, consent and pending paths at once', async () => {
      const one = await open()
      const two = await open()
      await one.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      assert.equal((await two.observationsOf('a')).length, 1)
      await two.record({ path: 'a', attributed: AttributedText.of('x', ai), kind: 'saved', at: at(2) })
      assert.equal((await one.observationsOf('a')).length, 2)
      await two.renamed('a', 'b')
      assert.equal((await one.observationsOf('b')).length, 2)
      await one.setConsent('granted')
      assert.equal(two.consent(), 'granted')
      await two.setConsent('refused')
      assert.equal(one.consent(), 'refused')
      await one.setPending('a', textIdOf('x'))
      assert.deepEqual(await two.pendingPaths(), ['a'])
    })

    it('lose nothing when each saves its index over the other’s', async () => {
      const one = await open()
      const two = await open()
      await one.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      await two.record({ path: 'b', attributed: mixture, kind: 'saved', at: at(2) })
      await one.close()
      await two.close()
      const three = await open()
      assert.deepEqual([...(await three.paths())].sort(), ['a', 'b'])
    })

    it('notice what the other deleted', async () => {
      const one = await open()
      const two = await open()
      await one.record({ path: 'a', attributed: AttributedText.of('1', ai), kind: 'live', at: at(1) })
      const [held] = await two.observationsOf('a')
      await one.record({ path: 'a', attributed: AttributedText.of('2', ai), kind: 'live', at: at(2) })
      assert.equal(await held?.read(), undefined)
      assert.deepEqual(await brief(two, 'a'), ['a live: 2'])
      assert.deepEqual(logged, [])
    })
  })

  describe('after a crash', () => {
    it('ignores left-over temporary files and removes old ones', async () => {
      fs.mkdirSync(path.join(folder, 'tmp'), { recursive: true })
      fs.writeFileSync(path.join(folder, 'tmp', 'old'), '{"v":1,"pa')
      fs.writeFileSync(path.join(folder, 'tmp', 'young'), 'of a living writer')
      fs.utimesSync(path.join(folder, 'tmp', 'old'), 1e9, 1e9)
      const ledger = await open()
      assert.deepEqual(await ledger.paths(), [])
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      assert.deepEqual(files(path.join(folder, 'tmp')), ['young'])
      assert.equal((await ledger.observationsOf('a')).length, 1)
    })

    it('finds the records of a writer that never saved its index', async () => {
      await (await open()).record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      assert.equal(fs.existsSync(path.join(folder, 'index.json')), false)
      assert.equal((await (await open()).observationsOf('a')).length, 1)
    })

    it('rebuilds a damaged index from the records and keeps the consent', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      await ledger.copied('a', 'b')
      await ledger.setConsent('granted')
      await ledger.close()
      for (const damage of ['{"v":1,"paths":[["a",[{"id":', '', '{"v":2}', '[]']) {
        logged = []
        fs.writeFileSync(path.join(folder, 'index.json'), damage)
        const again = await open()
        assert.equal((await again.observationsOf('b')).length, 1)
        assert.equal(again.consent(), 'granted')
        await again.close()
        assert.equal(logged.length, 1, damage)
        assert.match(logged[0] ?? '', /index\.json.*rebuilt from the records/s)
        assert.equal(fs.readFileSync(path.join(folder, 'damaged', 'index.json'), 'utf8'), damage)
        assert.ok(JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8')))
      }
    })

    it('sets a damaged record aside, says so once and serves the others', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      const [first = ''] = recordFiles(folder)
      await ledger.record({ path: 'a', attributed: AttributedText.of('x', ai), kind: 'saved', at: at(2) })
      const damaged = path.join(folder, 'records', first)
      fs.writeFileSync(damaged, fs.readFileSync(damaged, 'utf8').replace('"contributor":"human"', '"contributor":"ai"'))
      const again = await open()
      assert.deepEqual(await brief(again, 'a'), ['a saved: x'])
      assert.deepEqual(await brief(again, 'a'), ['a saved: x'])
      assert.equal(logged.length, 1)
      assert.match(logged[0] ?? '', /does not belong to the name/)
      assert.deepEqual(files(path.join(folder, 'damaged')), [`records-${first.replace('/', '-')}`])
    })

    it('gives no attribution for a damaged or missing text', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      const [text = ''] = files(path.join(folder, 'texts'))
      const file = path.join(folder, 'texts', text)
      const whole = fs.readFileSync(file)
      fs.writeFileSync(file, whole.subarray(0, 20))
      assert.deepEqual(await brief(await open(), 'a'), ['a saved: gone'])
      assert.equal(logged.length, 1)
      assert.equal(fs.existsSync(file), false)
      assert.deepEqual(await brief(await open(), 'a'), ['a saved: gone'])
      assert.equal(logged.length, 1)
    })

    it('takes a damaged consent for none', async () => {
      const ledger = await open()
      await ledger.setConsent('granted')
      fs.writeFileSync(path.join(folder, 'consent.json'), '{"v":1,"consent":"yes"}')
      assert.equal(ledger.consent(), undefined)
      assert.equal(ledger.consent(), undefined)
      assert.equal(logged.length, 1)
    })
  })

  describe('renamed and copied', () => {
    it('follow a chain, also round in a circle', async () => {
      const ledger = await open()
      const see = (file: string, text: string, minute: number) =>
        ledger.record({ path: file, attributed: AttributedText.of(text, ai), kind: 'saved', at: at(minute) })
      await see('a', '1', 1)
      await ledger.renamed('a', 'b')
      await see('b', '2', 2)
      await ledger.copied('b', 'c')
      await ledger.copied('b', 'c')
      await see('c', '3', 3)
      await see('z', '4', 4)
      assert.deepEqual(await brief(ledger, 'c'), ['c saved: 3', 'b saved: 2', 'a saved: 1'])
      assert.deepEqual(await brief(ledger, 'b'), ['b saved: 2', 'a saved: 1'])
      assert.deepEqual(await brief(ledger, 'a'), ['a saved: 1'])
      await ledger.renamed('c', 'a')
      await ledger.renamed('a', 'a')
      await ledger.close()
      assert.deepEqual(await brief(await open(), 'a'), ['c saved: 3', 'b saved: 2', 'a saved: 1'])
      assert.equal(recordFiles(folder).length, 4 + 3)
    })

    it('take what is pending along', async () => {
      const ledger = await open()
      await ledger.setPending('a', textIdOf('x'))
      await ledger.renamed('a', 'b')
      assert.deepEqual(await ledger.pending(), new Map([['b', textIdOf('x')]]))
    })
  })

  describe('pending', () => {
    const pending = (): boolean => fs.existsSync(path.join(folder, 'pending'))

    it('exists exactly while there is something pending', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      assert.equal(pending(), false)
      await ledger.setPending('a\tb\n"\\', textIdOf('1'))
      await ledger.setPending('b', textIdOf('2'))
      await ledger.setPending('b', textIdOf('3'))
      assert.equal(pending(), true)
      const all = new Map([
        ['a\tb\n"\\', textIdOf('1')],
        ['b', textIdOf('3')],
      ])
      const sorted = (map: ReadonlyMap<string, string>) => [...map].map((pair) => pair.join(' ')).sort()
      assert.deepEqual(sorted(await (await open()).pending()), sorted(all))
      await ledger.setPending('b', undefined)
      assert.equal(pending(), true)
      await (await open()).setPending('a\tb\n"\\', undefined)
      assert.equal(pending(), false)
      assert.deepEqual(await ledger.pendingPaths(), [])
    })

    it('keeps apart what work trees have under the same path', async () => {
      const main = await open()
      const linked = await Ledger.open(folder, { worktree: 'ä/b' })
      await main.setPending('a', textIdOf('1'))
      // What was marked before there were marks of work trees is the main one's.
      assert.match(fs.readdirSync(path.join(folder, 'pending')).join(), /^[0-9a-f]{40}$/)
      assert.deepEqual([...(await linked.pending())], [['a', textIdOf('1')]])
      await linked.setPending('a', textIdOf('2'))
      assert.deepEqual([...(await main.pending())], [['a', textIdOf('1')]])
      assert.deepEqual([...(await linked.pending())], [['a', textIdOf('2')]])
      assert.deepEqual(await main.pendingPaths(), ['a'])
      await linked.setPending('a', undefined)
      assert.deepEqual([...(await linked.pending())], [['a', textIdOf('1')]])
      await linked.setPending('a', undefined)
      const [mark, ...others] = await linked.pendingMarks()
      assert.deepEqual([mark, others], [{ path: 'a', textId: textIdOf('1'), worktree: '', isOwn: false }, []])
      await linked.renamed('a', 'b')
      assert.deepEqual(await main.pendingPaths(), ['a'])
      await linked.clearPending(mark!)
      assert.equal(pending(), false)
    })

    it('loses nothing when many set and clear at once', async () => {
      const ledgers = [await open(), await open(), await open()]
      await Promise.all(
        Array.from({ length: 60 }, async (_, i) => {
          const ledger = ledgers[i % 3]
          assert.ok(ledger)
          await ledger.setPending(`f${i}`, textIdOf(`${i}`))
          if (i >= 2) await ledger.setPending(`f${i}`, undefined)
        }),
      )
      assert.deepEqual([...(await (await open()).pendingPaths())].sort(), ['f0', 'f1'])
    })

    it('sets damaged entries aside', async () => {
      fs.mkdirSync(path.join(folder, 'pending'), { recursive: true })
      fs.writeFileSync(path.join(folder, 'pending', 'x'), `\\q\t${textIdOf('1')}\n`)
      fs.writeFileSync(path.join(folder, 'pending', 'y'), '')
      assert.deepEqual(await (await open()).pendingPaths(), [])
      assert.equal(pending(), false)
      assert.equal(logged.length, 2)
    })
  })

  describe('adopt', () => {
    it('moves what has a place here, in order, and leaves the rest', async () => {
      const home = await Ledger.open(path.join(temporaryFolder(), 'user storage'))
      const see = (file: string, text: string, minute: number, kind: Observation['kind'] = 'saved') =>
        home.record({ path: file, attributed: AttributedText.of(text, ai), kind, at: at(minute) })
      await see('/home/new/a', '1', 1)
      await see('/home/new/a', '2', 2)
      await see('/home/new/a', '3', 3, 'live')
      await see('/home/new/b', '4', 4)
      await see('/home/else/c', '5', 5)
      await home.renamed('/home/new/b', '/home/new/a')
      await home.setPending('/home/new/a', textIdOf('3'))
      await home.setPending('/home/else/c', textIdOf('5'))
      await home.setConsent('granted')
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: AttributedText.of('0', ai), kind: 'saved', at: at(0) })
      await ledger.adopt(home, (file) => (file.startsWith('/home/new/') ? file.slice(10) : undefined))
      const expected = ['b saved: 4', 'a live: 3', 'a saved: 2', 'a saved: 1', 'a saved: 0']
      assert.deepEqual(await brief(ledger, 'a'), expected)
      assert.deepEqual(await brief(await open(), 'a'), expected)
      assert.deepEqual([...(await ledger.pending())], [['a', textIdOf('3')]])
      assert.equal(ledger.consent(), undefined)
      assert.deepEqual(await home.paths(), ['/home/else/c'])
      assert.deepEqual([...(await home.pending())], [['/home/else/c', textIdOf('5')]])
    })
  })

  describe('prune', () => {
    it('deletes old records beyond the newest, and the texts that go with them', async () => {
      const ledger = await open()
      const see = (file: string, text: string, minute: number, kind: Observation['kind'] = 'saved') =>
        ledger.record({ path: file, attributed: AttributedText.of(text, ai), kind, at: at(minute) })
      for (let minute = 1; minute <= 6; minute++) await see('a', `${minute}`, minute)
      await see('a', 'told', 0, 'declared')
      await see('b', 'pending', 0)
      await see('b', 'wanted', 1)
      await see('b', 'unwanted', 2)
      await see('b', 'newest', 3)
      await see('c', 'young', 50)
      await ledger.renamed('a', 'c')
      await ledger.setPending('b', textIdOf('pending'))
      for (const name of files(path.join(folder, 'texts'))) {
        // As if written long ago: a young text may be one whose record is just being written.
        if (!name.endsWith(textIdOf('unwanted'))) fs.utimesSync(path.join(folder, 'texts', name), 1e9, 1e9)
      }
      const limits = {
        olderThanMs: 54.5 * 60_000,
        keepNewestPerPath: 1,
        keepTextIds: new Set([textIdOf('wanted')]),
        isHeld: isNothingHeld,
      }
      assert.deepEqual(await ledger.prune(limits), { records: 5, texts: 4 })
      const a = ['a saved: 6', 'a saved: 5', 'a declared: told']
      const expected = [a, ['b saved: newest', 'b saved: wanted', 'b saved: pending'], ['c saved: young', ...a]]
      for (const reader of [ledger, await open()]) {
        assert.deepEqual([await brief(reader, 'a'), await brief(reader, 'b'), await brief(reader, 'c')], expected)
      }
      assert.deepEqual(await ledger.prune(limits), { records: 0, texts: 0 })
      assert.deepEqual(logged, [])
    })

    it('keeps what was seen of a text that was staged for a commit', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: AttributedText.of('committed', ai), kind: 'saved', at: at(1) })
      await ledger.record({ path: 'a', attributed: mixture, kind: 'staged', at: at(2) })
      await ledger.record({ path: 'a', attributed: AttributedText.of(mixture.text(), ai), kind: 'saved', at: at(3) })
      await ledger.record({ path: 'a', attributed: AttributedText.of('newest', ai), kind: 'saved', at: at(4) })
      const later = await Ledger.open(folder, { now: () => new Date('2027-01-01T00:00:00Z') })
      assert.equal((await later.prune({ olderThanMs: 60_000, keepNewestPerPath: 1, isHeld: isNothingHeld })).records, 1)
      assert.deepEqual(
        (await later.observationsOf('a')).map(({ kind, at }) => [kind, at]),
        [
          ['saved', at(4)],
          ['saved', at(3)],
          ['staged', at(2)],
        ],
      )
    })

    it('takes no text away from a record that is written at the same moment', async () => {
      for (let round = 0; round < 40; round++) {
        folder = path.join(temporaryFolder(), 'byline')
        const text = `const a${round} = ${round}\n`
        const first = await open()
        const { textId } = await first.record({ path: 'x', attributed: AttributedText.of(text, ai), kind: 'saved' })
        fs.rmSync(path.join(folder, 'records'), { recursive: true })
        fs.utimesSync(path.join(folder, 'texts', textId.slice(0, 2), textId), 1e9, 1e9)
        const [writer, pruner] = [await open(), await open()]
        const write = async (): Promise<void> => {
          for (let turn = round % 12; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
          await writer.record({ path: 'y', attributed: AttributedText.of(text, ai), kind: 'saved' })
        }
        await Promise.all([
          write(),
          pruner.prune({ olderThanMs: 0, keepNewestPerPath: 0, isHeld: async () => new Set([textId]) }),
        ])
        assert.deepEqual(await brief(await open(), 'y'), [`y saved: ${text}`], `round ${round}`)
      }
    })

    it('decides about texts that were put away by a process that died', async () => {
      const ledger = await open()
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      const [used, unused] = [mixture.text(), 'unused'].map(textIdOf)
      fs.mkdirSync(path.join(folder, 'away'))
      fs.renameSync(path.join(folder, 'texts', used!.slice(0, 2), used!), path.join(folder, 'away', `${used}-1`))
      fs.writeFileSync(path.join(folder, 'away', `${unused}-2`), '')
      const limits = { olderThanMs: 1e13, keepNewestPerPath: 1, isHeld: isNothingHeld }
      await ledger.prune(limits)
      assert.equal(files(path.join(folder, 'away')).length, 2, 'somebody may still be about to decide')
      const { now } = Date
      Date.now = () => now() + 2 * 60 * 60 * 1000
      try {
        await ledger.prune(limits)
      } finally {
        Date.now = now
      }
      assert.deepEqual(files(path.join(folder, 'away')), [])
      assert.deepEqual(await brief(await open(), 'a'), [`a saved: ${mixture.text()}`])
    })

    it('forgets what was seen of a path at once, but for what commits hold and what others share', async () => {
      const ledger = await open()
      const see = (file: string, text: string, minute: number, kind: Observation['kind'] = 'saved') =>
        ledger.record({ path: file, attributed: AttributedText.of(text, ai), kind, at: at(minute) })
      for (const [minute, text] of ['committed', 'secret', 'shared', 'said'].entries()) {
        await see('.env', text, minute, text === 'said' ? 'declared' : 'saved')
      }
      await see('other', 'shared', 9)
      await ledger.setPending('.env', textIdOf('secret'))
      const isHeld = async (): Promise<ReadonlySet<string>> => new Set([textIdOf('committed')])
      assert.equal(await ledger.forget('.env', { isHeld }), 3)
      assert.deepEqual(await brief(ledger, '.env'), ['.env saved: committed'])
      assert.deepEqual(await brief(await open(), 'other'), ['other saved: shared'])
      assert.deepEqual(await ledger.pendingPaths(), [])
      assert.equal(files(path.join(folder, 'texts')).length, 2)
      assert.equal(await ledger.forget('nothing', { isHeld }), 0)
    })

    it('forgets an old move when nothing is left of its source', async () => {
      const ledger = await open()
      await ledger.renamed('gone', 'a')
      await ledger.record({ path: 'a', attributed: mixture, kind: 'saved', at: at(1) })
      const later = await Ledger.open(folder, { now: () => new Date('2027-01-01T00:00:00Z') })
      assert.deepEqual(await later.prune({ olderThanMs: 60_000, keepNewestPerPath: 1, isHeld: isNothingHeld }), {
        records: 1,
        texts: 0,
      })
      assert.equal((await later.observationsOf('a')).length, 1)
    })
  })
})
