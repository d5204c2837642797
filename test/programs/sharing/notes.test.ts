import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import * as isomorphic from 'isomorphic-git'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import type { Repository } from '../../../src/git/findRepository'
import { findRepository } from '../../../src/git/findRepository'
import { RestrictedReader } from '../../../src/git/restricted/restrictedReader'
import { commitNotes, type NoteContent } from '../../../src/sharing/writeNotes'
import { ProgramReader } from '../../../src/git/reader/programReader'
import { formatNote } from '../../../src/formats/notes/formatNote'
import { parseTrailers } from '../../../src/formats/trailers/parseTrailers'
import type { NotedBlob, RepositoryReader } from '../../../src/provenance/sources'
import { projectRoot } from '../../host/projectRoot'
import { isolated, TestRepository } from '../git/testRepository'

const script = path.join(projectRoot(), 'dist', 'restrictedReader.js')
const text = 'one()\ntwo()\n'
const note = (path: string, text: string) =>
  `${formatNote(path, AttributedText.of(text, { contributor: 'ai', evidence: 'reported' }), '2026-11-23')
    .map(({ json }) => json)
    .join('\n')}\n`

describe('notes', () => {
  let repository: TestRepository
  let blob: string
  let logged: string[]

  beforeEach(() => {
    repository = TestRepository.create()
    repository.commit('Base', { 'a.ts': text })
    blob = repository.git('rev-parse', 'HEAD:a.ts')
    logged = []
  })

  const log = (message: string) => void logged.push(message)
  async function readers(): Promise<readonly [RepositoryReader, RepositoryReader]> {
    const found = (await findRepository(repository.root)) as Repository
    const restricted = new RestrictedReader(found, { script, log })
    opened.push(restricted)
    return [new ProgramReader(repository.root, { environment: isolated, log }), restricted]
  }
  const opened: RestrictedReader[] = []
  afterEach(() => {
    for (const reader of opened.splice(0)) reader.dispose()
  })

  const told = (notes: readonly (NotedBlob | undefined)[]) =>
    notes.map((noted) => noted && [noted.blob, noted.ranges.map(({ path, lines }) => ({ path, lines }))])
  const oneNote = () => [[blob, [{ path: 'a.ts', lines: [{ from: 0, to: 2 }] }]]]

  /** Notes as anybody can make them: path in the tree -> content. */
  function writeTree(ref: string, entries: Readonly<Record<string, string>>, mode = '100644'): string {
    const lines = Object.entries(entries).map(([file, content]) => {
      const id = repository.try(['hash-object', '-w', '--stdin'], {}, content).stdout.trim()
      return `${mode} ${id}\t${file}`
    })
    const index = { GIT_INDEX_FILE: path.join(repository.root, '.git', 'notes-test-index') }
    repository.try(['read-tree', '--empty'], index)
    repository.try(['update-index', '--index-info'], index, `${lines.join('\n')}\n`)
    const tree = repository.try(['write-tree'], index).stdout.trim()
    const commit = repository.try(['commit-tree', tree, '-m', 'Notes']).stdout.trim()
    repository.git('update-ref', ref, commit)
    return commit
  }

  it('are read the same by both, flat and in folders, of all references', async () => {
    const other = 'f'.repeat(40)
    for (const [ref, entries] of [
      ['refs/notes/byline', { [blob]: note('a.ts', text) }],
      ['refs/notes/byline', { [`${blob.slice(0, 2)}/${blob.slice(2)}`]: note('a.ts', text) }],
      ['refs/notes/byline', { [`${blob.slice(0, 2)}/${blob.slice(2, 4)}/${blob.slice(4)}`]: note('a.ts', text) }],
      ['refs/notes/remotes/team/fork/byline', { [blob]: note('a.ts', text) }],
    ] as const) {
      if (ref !== 'refs/notes/byline') repository.git('update-ref', '-d', 'refs/notes/byline')
      writeTree(ref, { ...entries, [other]: note('gone.ts', 'gone()\n') })
      for (const reader of await readers()) {
        assert.deepEqual(told(await reader.notesOf('a.ts')), oneNote())
        assert.deepEqual(told([await reader.noteOn(blob)]), oneNote())
        assert.deepEqual(told(await reader.notesOf('gone.ts'))[0]![0], other)
        assert.deepEqual(await reader.blobTexts('a.ts', [blob, other]), [text, undefined])
        assert.deepEqual(await reader.notesOf('b.ts'), [])
      }
    }
    assert.deepEqual(logged, [])
  })

  it('of two references count once', async () => {
    writeTree('refs/notes/byline', { [blob]: note('a.ts', text) })
    writeTree('refs/notes/remotes/origin/byline', { [blob]: `${note('a.ts', text)}{"more":1}\n` })
    for (const reader of await readers()) assert.deepEqual(told(await reader.notesOf('a.ts')), oneNote())
  })

  it('are seen again when they change, and the index is not trusted further than it holds', async () => {
    writeTree('refs/notes/byline', { [blob]: note('a.ts', text) })
    for (const reader of await readers()) await reader.notesOf('a.ts')
    const file = path.join(repository.root, '.git', 'byline', 'notes-index.json')
    assert.match(readFileSync(file, 'utf8'), /"a\.ts"/)
    writeTree('refs/notes/byline', { [blob]: note('renamed.ts', text) })
    for (const reader of await readers()) {
      assert.deepEqual(await reader.notesOf('a.ts'), [])
      assert.equal((await reader.notesOf('renamed.ts')).length, 1)
    }
    for (const damaged of ['{', '{"v":1,"tips":[],"notes":[["x",[],[]]]}', 'null', '[]']) {
      writeFileSync(file, damaged)
      for (const reader of await readers()) assert.equal((await reader.notesOf('renamed.ts')).length, 1)
    }
  })

  const hostile: [name: string, content: string][] = [
    ['no JSON', 'hello\n'],
    ['binary', '\0\u0001\ufffd'],
    ['nothing', ''],
    ['wrong types', '{"type":"range","v":"1","lines":[1]}\n'],
    ['lines past the end', note('a.ts', text.repeat(200))],
    ['controls', note('a.ts', text).replace('"ai"', '"\\u001b[31m"')],
    ['a path out of the repository', note('a.ts', text).replace('a.ts', '../../a.ts')],
    ['a huge line', `{"type":"${'x'.repeat(5 * 1024 * 1024)}"}\n`],
  ]
  for (const [name, content] of hostile) {
    it(`that are hostile are left out with one line in the log: ${name}`, async () => {
      writeTree('refs/notes/byline', { [blob]: content, ['e'.repeat(40)]: note('good.ts', text) })
      for (const reader of await readers()) {
        logged = []
        const read = await reader.notesOf('a.ts')
        assert.equal((await reader.notesOf('good.ts')).length, 1)
        // Which lines a file has is known only where its text is: there the range is not believed.
        assert.ok(read.length === 0 || name === 'lines past the end')
        await reader.notesOf('b.ts')
        assert.ok(logged.length <= 1)
        for (const line of logged) {
          assert.match(line, /^notes: 1 of 2 are not valid/)
          // oxlint-disable-next-line no-control-regex
          assert.doesNotMatch(line, /[\u0000-\u001f]|etc|\.\./)
        }
      }
    })
  }

  it('in trees and references of the wrong kind are not there', async () => {
    writeTree('refs/notes/remotes/x/byline', { [blob]: note('a.ts', text) }, '120000')
    writeTree('refs/notes/remotes/y/byline', { [`${blob}/${blob}`]: note('a.ts', text), 'sub/../x': 'x', readme: 'x' })
    repository.git('update-ref', 'refs/notes/remotes/tree/byline', repository.git('rev-parse', 'HEAD^{tree}'))
    repository.git('update-ref', 'refs/notes/remotes/blob/byline', blob)
    repository.git('symbolic-ref', 'refs/notes/remotes/round/byline', 'refs/notes/remotes/round2/byline')
    repository.git('symbolic-ref', 'refs/notes/remotes/round2/byline', 'refs/notes/remotes/round/byline')
    for (const reader of await readers()) {
      assert.deepEqual(await reader.notesOf('a.ts'), [])
      assert.equal(await reader.noteOn(blob), undefined)
    }
    writeTree('refs/notes/remotes/good/byline', { [blob]: note('a.ts', text) })
    for (const reader of await readers()) assert.deepEqual(told(await reader.notesOf('a.ts')), oneNote())
  })

  it('written in bulk are notes to git and to isomorphic-git, without a name, and leave no reference behind', async () => {
    const { git } = new ProgramReader(repository.root, { environment: isolated })
    const many = new Map(
      Array.from({ length: 300 }, (_, i) => [i.toString(16).padStart(40, '0'), { text: `${i}\n` }] as const),
    )
    for (const notes of [
      new Map([[blob, { text: note('a.ts', text) }]]),
      new Map([...many, [blob, { text: note('a.ts', text) }]]),
    ]) {
      const before = repository.git('for-each-ref')
      const commit = await commitNotes(git, notes, [], '2026-11-23')
      assert.equal(repository.git('for-each-ref'), before)
      repository.git('update-ref', 'refs/notes/byline', commit)
      assert.equal(repository.git('notes', '--ref=byline', 'show', blob), note('a.ts', text).trimEnd())
      assert.equal(repository.git('fsck', '--strict', '--no-dangling'), '')
      const { commit: read } = await isomorphic.readCommit({ fs, dir: repository.root, oid: commit })
      assert.deepEqual(
        [read.author.name, read.author.email, read.author.timestamp % 86_400, read.parent],
        ['Byline', 'byline@localhost', 0, []],
      )
      for (const reader of await readers()) assert.deepEqual(told([await reader.noteOn(blob)]), oneNote())
    }
    const flat = await commitNotes(git, new Map([[blob, { text: note('a.ts', text) }]]), [], '2026-11-23')
    repository.git('update-ref', 'refs/notes/byline', flat)
    const bytes = await isomorphic.readNote({ fs, dir: repository.root, ref: 'refs/notes/byline', oid: blob })
    assert.equal(Buffer.from(bytes).toString(), note('a.ts', text))
  })

  it('written on top of others leave of those only what is to stay, whatever was there', async () => {
    const { git } = new ProgramReader(repository.root, { environment: isolated })
    const named = (count: number, from = 0) =>
      Array.from({ length: count }, (_, i) => ((i + from) * 7919).toString(16).padStart(40, 'a'))
    const notesOf = (blobs: readonly string[]) => new Map(blobs.map((id) => [id, { text: `${id}\n` }] as const))
    const expect = async (notes: ReadonlyMap<string, NoteContent>, parents: readonly string[]): Promise<string> => {
      const before = repository.git('for-each-ref')
      const commit = await commitNotes(git, notes, parents, '2026-11-23')
      assert.equal(repository.git('for-each-ref'), before)
      const alone = await commitNotes(git, notes, [], '2026-11-23')
      assert.equal(repository.git('rev-parse', `${commit}^{tree}`), repository.git('rev-parse', `${alone}^{tree}`))
      assert.equal(repository.git('log', '-1', '--format=%P', commit), parents.join(' '))
      assert.equal(repository.git('fsck', '--strict', '--no-dangling'), '')
      return commit
    }
    const few = await expect(notesOf(named(3)), [])
    const many = await expect(notesOf(named(400)), [few])
    const kept = repository.git('rev-parse', `${many}:${named(1)[0]!.slice(0, 2)}/${named(1)[0]!.slice(2)}`)
    const mixed = new Map<string, NoteContent>([...notesOf(named(300, 5)), [named(1)[0]!, { id: kept }] as const])
    const later = await expect(mixed, [many])
    await expect(notesOf(named(4, 2)), [later, few])
    writeTree('refs/notes/odd', { [`${blob.slice(0, 2)}/${blob.slice(2)}`]: 'x', '"D\\nread \\"me"': 'x', D: 'x' })
    await expect(notesOf(named(2)), [repository.git('rev-parse', 'refs/notes/odd')])
  })

  it('and commits of isomorphic-git are read like those of git', async () => {
    const dir = repository.root
    const author = { name: 'Ann', email: 'ann@example.com', timestamp: 1_790_000_000, timezoneOffset: 0 }
    repository.write('b.ts', text)
    await isomorphic.add({ fs, dir, filepath: 'b.ts' })
    const made = (await isomorphic.readBlob({ fs, dir, oid: blob })).oid
    const message = `Add b\n\nAI-Lines: b.ts 1-2 @${made.slice(0, 8)}\n`
    const commit = await isomorphic.commit({ fs, dir, author, message })
    await isomorphic.addNote({ fs, dir, ref: 'refs/notes/byline', oid: made, note: note('b.ts', text), author })
    for (const reader of await readers()) {
      assert.equal((await reader.notesOf('b.ts')).length, 1)
      assert.deepEqual(
        (await reader.commitsClaiming('b.ts', 'HEAD', 5)).map(({ commit, blob }) => [commit, blob]),
        [[commit, made]],
      )
    }
    const written = repository.commit(`By git\n\nAI-Lines: b.ts 1 @${made.slice(0, 8)}`)
    const { commit: read } = await isomorphic.readCommit({ fs, dir, oid: written })
    assert.deepEqual(
      parseTrailers(read.message).flatMap(({ files }) => files.map(({ path, ai }) => ({ path, ai }))),
      [{ path: 'b.ts', ai: [{ from: 0, to: 1 }] }],
    )
    assert.equal(repository.git('notes', '--ref=byline', 'show', made), note('b.ts', text).trimEnd())
  })
})
