import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { deflateSync } from 'node:zlib'
import { findRepository } from '../../../src/git/findRepository'
import { KnownOnceTrusted } from '../../../src/git/restricted/knownOnceTrusted'
import { RestrictedReader, type RestrictedReaderOptions } from '../../../src/git/restricted/restrictedReader'
import type { Snapshot } from '../../../src/provenance/sources'
import { projectRoot } from '../../host/projectRoot'
import { TestRepository } from './testRepository'

const head: Snapshot = { kind: 'commit', rev: 'HEAD' }
const script = path.join(projectRoot(), 'dist', 'restrictedReader.js')

/** More than any of these costs. What they ask for is a hundred times as much. */
const maxGrowthBytes = 500 * 1024 * 1024

/** Bytes of an object or a difference in a pack. */
interface Packed {
  readonly id: string
  /** 1 to 4 as `gitformat-pack` has them, 7 for a difference to the object with the id `base`. */
  readonly type: number
  readonly base?: string
  readonly content: Buffer
}

describe('A hostile repository', function () {
  this.timeout(90_000)
  const opened: RestrictedReader[] = []

  async function readerOf(
    repository: TestRepository,
    options: Partial<RestrictedReaderOptions> = {},
  ): Promise<RestrictedReader> {
    const found = await findRepository(repository.root)
    if (found?.kind !== 'repository') throw new Error('no repository')
    const reader = new RestrictedReader(found, { script, ...options })
    opened.push(reader)
    return reader
  }

  let before: number
  beforeEach(() => (before = process.memoryUsage().rss))

  afterEach(() => {
    for (const reader of opened.splice(0)) reader.dispose()
    const growth = process.memoryUsage().rss - before
    assert.ok(growth < maxGrowthBytes, `${Math.round(growth / 1024 / 1024)} MB more than before`)
  })

  function small(): TestRepository {
    const repository = TestRepository.create()
    repository.commit('first', { a: 'a\n' })
    return repository
  }

  /** What becomes of a question; it must not take long. */
  async function outcome(reader: RestrictedReader, file = 'a'): Promise<string> {
    try {
      const read = await reader.readFile(head, file)
      return read === undefined ? 'nothing' : read.kind === 'text' ? read.text.slice(0, 20) : read.reason
    } catch (error) {
      assert.ok(error instanceof KnownOnceTrusted, String(error))
      return error.isWhole ? 'unreadable' : 'not known'
    }
  }

  for (const file of ['config', 'packed-refs', 'shallow', 'refs/heads/main', 'objects/info', 'objects/pack']) {
    it(`is not waited for where ${file} is a pipe`, async function () {
      if (process.platform === 'win32') this.skip() // there are no pipes among files there
      const repository = small()
      const place = repository.path(`.git/${file}`)
      rmSync(place, { recursive: true, force: true })
      execFileSync('mkfifo', [place])
      const found = await findRepository(repository.root)
      if (found?.kind !== 'repository') return
      assert.match(await outcome(await readerOf(repository)), /^(not known|nothing|a\n)$/)
    })
  }

  it('is not waited for where an object is a pipe', async function () {
    if (process.platform === 'win32') this.skip()
    const repository = small()
    const id = repository.git('rev-parse', 'HEAD')
    const place = repository.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`)
    rmSync(place, { force: true })
    execFileSync('mkfifo', [place])
    assert.equal(await outcome(await readerOf(repository)), 'not known')
  })

  for (const file of ['config', 'packed-refs', 'shallow', 'refs/heads/main']) {
    it(`is not read where ${file} has a gigabyte`, async () => {
      const repository = small()
      writeFileSync(repository.path(`.git/${file}`), '')
      truncateSync(repository.path(`.git/${file}`), 1e9)
      assert.match(await outcome(await readerOf(repository)), /^(not known|a\n)$/)
    })
  }

  it('is left to git where its packs or their indexes are too large', async () => {
    for (const [ending, bytes, reason] of [
      ['pack', 60e6, /history is too large/],
      ['idx', 11e6, /too many objects/],
    ] as const) {
      const repository = small()
      const file = repository.path(`.git/objects/pack/pack-x.${ending}`)
      writeFileSync(file, '')
      truncateSync(file, bytes)
      const reader = await readerOf(repository)
      assert.equal(await outcome(reader), 'unreadable')
      assert.match(reader.unreadable ?? '', /^Who wrote this is known once you trust this folder: /)
      assert.match(reader.unreadable ?? '', reason)
    }
  })

  it('does not swell: objects of a few bytes that are gigabytes', async () => {
    const repository = small()
    repository.write('large', Buffer.alloc(100e6))
    repository.git('add', 'large')
    repository.git('commit', '--quiet', '-m', 'large')
    assert.equal(await outcome(await readerOf(repository), 'large'), 'tooLarge')
    repository.git('gc', '--quiet')
    assert.equal(await outcome(await readerOf(repository), 'large'), 'tooLarge')
    assert.equal(await outcome(await readerOf(repository)), 'a\n')
  })

  it('does not swell: a difference that copies the same over and over', async () => {
    const repository = small()
    const base = Buffer.alloc(1e6, 'x')
    // More would not be a number that isomorphic-git takes for one.
    const size = 2_000 * base.length
    // Each copies 0x0f4240 bytes from the beginning.
    const copies = Array.from({ length: 2_000 }, () => Buffer.from([0xf0, 0x40, 0x42, 0x0f]))
    const delta = Buffer.concat([sizeOf(base.length), sizeOf(size), ...copies])
    const file = blobAt(repository, 'bomb', [
      { id: '1'.repeat(40), type: 3, content: base },
      { id: 'bomb', type: 7, base: '1'.repeat(40), content: delta },
    ])
    assert.equal(await outcome(await readerOf(repository), file), 'tooLarge')
  })

  it('takes no more memory than the thread may have: a difference of millions of pieces', async () => {
    const repository = small()
    const base = Buffer.from('x')
    const count = 2_600_000
    const pieces = Buffer.alloc(count * 3)
    for (let at = 0; at < pieces.length; at += 3) pieces.set([0x91, 0, 1], at)
    const delta = Buffer.concat([sizeOf(base.length), sizeOf(count), pieces])
    const file = blobAt(repository, 'pieces', [
      { id: '1'.repeat(40), type: 3, content: base },
      { id: 'pieces', type: 7, base: '1'.repeat(40), content: delta },
    ])
    const reader = await readerOf(repository)
    assert.match(await outcome(reader, file), /^(x{20}|unreadable)$/)
    // Whatever came of it: this program goes on.
    assert.match(await outcome(reader), /^(a\n|unreadable)$/)
  })

  it('does not lead round in a circle of differences', async () => {
    const repository = small()
    const delta = Buffer.concat([sizeOf(1), sizeOf(1), Buffer.from([0x91, 0, 1])])
    const file = blobAt(repository, 'circle', [
      { id: 'circle', type: 7, base: '2'.repeat(40), content: delta },
      { id: '2'.repeat(40), type: 7, base: '3'.repeat(40), content: delta },
      { id: '3'.repeat(40), type: 7, base: '2'.repeat(40), content: delta },
    ])
    const reader = await readerOf(repository, { timeoutMs: 2_000 })
    assert.match(await outcome(reader, file), /^(unreadable|not known)$/)
  })

  it('is not read as a whole where a folder has hundreds of thousands of files', async () => {
    const repository = small()
    const blob = repository.git('rev-parse', 'HEAD:a')
    const id = Buffer.from(blob, 'hex')
    const entries = Array.from({ length: 300_000 }, (_, at) => [
      Buffer.from(`100644 file${String(at).padStart(7, '0')}\0`),
      id,
    ])
    const tree = write(repository, 'tree', Buffer.concat(entries.flat()))
    const commit = repository.try(['commit-tree', tree, '-m', 'wide']).stdout.trim()
    repository.git('update-ref', 'HEAD', commit)
    const reader = await readerOf(repository)
    assert.equal(await outcome(reader, 'file0000001'), 'not known')
    await assert.rejects(reader.commitsClaiming('file0000001', 'HEAD', 5), KnownOnceTrusted)
  })

  it('names no file outside of the work tree', async () => {
    const repository = small()
    const blob = repository.git('rev-parse', 'HEAD:a')
    const raw = (name: string, id: string, mode = '100644') =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])
    const inner = write(repository, 'tree', raw('passwd', blob))
    const tree = write(
      repository,
      'tree',
      Buffer.concat([raw('..', inner, '40000'), raw('../../etc/shadow', blob), raw('.git', blob), raw('fine', blob)]),
    )
    const commit = repository.try(['commit-tree', tree, '-m', 'out']).stdout.trim()
    repository.git('update-ref', 'HEAD', commit)
    const reader = await readerOf(repository)
    for (const file of ['../passwd', '../../etc/shadow', '.git', '/etc/passwd', 'a/../../x']) {
      assert.equal(await outcome(reader, file), 'unreadable', file)
    }
    assert.equal(await outcome(reader, 'fine'), 'a\n')
  })

  it('leads nowhere by symbolic links', async () => {
    const secret = small()
    secret.commit('secret', { a: 'secret\n' })
    for (const file of ['refs/heads/main', 'packed-refs', 'config', 'objects/pack', 'refs/heads', 'shallow']) {
      const repository = small()
      secret.git('pack-refs', '--all')
      secret.git('update-ref', 'refs/heads/main', 'HEAD')
      const place = repository.path(`.git/${file}`)
      rmSync(place, { recursive: true, force: true })
      writeFileSync(secret.path('.git/shallow'), '')
      symlinkSync(secret.path(`.git/${file}`), place)
      rmSync(secret.path('.git/shallow'))
      assert.doesNotMatch(await outcome(await readerOf(repository)), /secret/, file)
    }
  })
})

/** The number that begins a difference. */
function sizeOf(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push((left % 128) | (left >= 128 ? 0x80 : 0))
    if (left < 128) return Buffer.from(bytes)
  }
}

/** Writes an object that git would not; gives its id. */
function write(repository: TestRepository, type: string, content: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const id = createHash('sha1').update(bytes).digest('hex')
  const file = repository.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, deflateSync(bytes))
  return id
}

/**
 * Puts objects into a pack by hand, and a file into HEAD that is one of them: whoever makes a repository can say in the
 * index what they like.
 * @param name of the file; the object with this id is its content
 */
function blobAt(repository: TestRepository, name: string, objects: readonly Packed[]): string {
  const blob = createHash('sha1').update(name).digest('hex')
  writePack(
    repository,
    objects.map((object) => ({ ...object, id: object.id === name ? blob : object.id })),
  )
  const entry = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')])
  const own = Buffer.concat([Buffer.from('100644 a\0'), Buffer.from(repository.git('rev-parse', 'HEAD:a'), 'hex')])
  const tree = write(repository, 'tree', Buffer.concat([own, entry]))
  const commit = repository.try(['commit-tree', tree, '-m', name]).stdout.trim()
  repository.git('update-ref', 'HEAD', commit)
  return name
}

function writePack(repository: TestRepository, objects: readonly Packed[]): void {
  const head = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1')
  head.writeUInt32BE(objects.length, 8)
  const parts = [head]
  const places = new Map<string, number>()
  let length = head.length
  for (const { id, type, base, content } of objects) {
    const bytes: number[] = []
    let left = Math.floor(content.length / 16)
    bytes.push((type << 4) | (content.length % 16) | (left > 0 ? 0x80 : 0))
    for (; left > 0; left = Math.floor(left / 128)) bytes.push((left % 128) | (left >= 128 ? 0x80 : 0))
    const part = Buffer.concat([Buffer.from(bytes), Buffer.from(base ?? '', 'hex'), deflateSync(content)])
    places.set(id, length)
    parts.push(part)
    length += part.length
  }
  const pack = Buffer.concat(parts)
  const sum = createHash('sha1').update(pack).digest()
  const ids = [...places.keys()].sort()
  const counts = Buffer.alloc(256 * 4)
  for (let byte = 0; byte < 256; byte++) {
    counts.writeUInt32BE(ids.filter((id) => Number.parseInt(id.slice(0, 2), 16) <= byte).length, byte * 4)
  }
  const offsets = Buffer.alloc(ids.length * 4)
  for (const [at, id] of ids.entries()) offsets.writeUInt32BE(places.get(id)!, at * 4)
  const index = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]),
    counts,
    ...ids.map((id) => Buffer.from(id, 'hex')),
    Buffer.alloc(ids.length * 4),
    offsets,
    sum,
  ])
  const file = repository.path(`.git/objects/pack/pack-${sum.toString('hex')}`)
  writeFileSync(`${file}.pack`, Buffer.concat([pack, sum]))
  writeFileSync(`${file}.idx`, Buffer.concat([index, createHash('sha1').update(index).digest()]))
}
