import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { ContainedFiles } from '../../../src/git/inProcess/containedFiles'
import { maxObjectBytes } from '../../../src/git/inProcess/inflated'
import { ObjectError, type ObjectProblem } from '../../../src/git/inProcess/objectError'
import { ObjectFiles } from '../../../src/git/inProcess/objectFiles'
import { TestRepository } from './testRepository'

const problem = (wanted: ObjectProblem) => (error: unknown) => error instanceof ObjectError && error.problem === wanted

function filesOf(repository: TestRepository): ObjectFiles {
  return new ObjectFiles(repository.path('.git/objects'), new ContainedFiles(undefined))
}

/** Texts that are alike, so that git packs them as differences, a large one, an empty one and a tag; all of it loose. */
function history(): TestRepository {
  const repository = TestRepository.create()
  const lines = Array.from({ length: 3_000 }, (_, i) => `const value${i} = compute(${i * 7919})`)
  const data = (text: string): string => `data ${text.length}\n${text}\n`
  const file = (name: string, text: string): string => `M 100644 inline ${name}\n${data(text)}`
  const commits = Array.from({ length: 40 }, (_, version) => {
    lines[version * 70] = `const changed${version} = true`
    const head = `commit refs/heads/main\ncommitter Ann <ann@example.com> ${1_790_000_000 + version} +0000\n`
    const files = [file('a.ts', lines.join('\n')), file('small.ts', `${version}\n`), file('empty', '')]
    return head + data(`version ${version}`) + files.join('')
  })
  const noise = Array.from({ length: 50_000 }, (_, i) => Math.imul(i, 2_654_435_761).toString(36)).join('')
  const tag = `tag v1\nfrom refs/heads/main\ntagger Ann <ann@example.com> 1790000099 +0000\n${data('annotated')}`
  const told = `${commits.join('')}${file('noise', noise)}${tag}done\n`
  const { status, stderr } = repository.try(['-c', 'fastimport.unpackLimit=10000', 'fast-import', '--done'], {}, told)
  assert.equal(status, 0, stderr)
  return repository
}

interface Listed {
  readonly id: string
  readonly type: string
  readonly content: Buffer
}

/** Every object of the repository, as git tells it. */
function allObjects({ root }: TestRepository): readonly Listed[] {
  const told = execFileSync('git', ['cat-file', '--batch', '--batch-all-objects'], { cwd: root, maxBuffer: 1 << 30 })
  const all: Listed[] = []
  for (let at = 0; at < told.length;) {
    const end = told.indexOf(10, at)
    const [id = '', type = '', bytes = ''] = told.toString('latin1', at, end).split(' ')
    at = end + 1 + Number(bytes)
    all.push({ id, type, content: told.subarray(end + 1, at++) })
  }
  return all
}

/** Compares every object of the repository with what git says of it. */
async function assertAllRead(repository: TestRepository): Promise<void> {
  const files = filesOf(repository)
  const all = allObjects(repository)
  assert.ok(all.length > 120)
  for (const { id, type, content } of all) {
    const read = await files.read(id)
    assert.equal(read.type, type)
    assert.ok(read.content.equals(content), `${type} ${id}`)
  }
  const { id } = all[0]!
  assert.deepEqual(await files.idsFrom(id, 2), [id])
  const begin = id.slice(0, 2)
  const alike = all.filter((other) => other.id.startsWith(begin)).map((other) => other.id)
  assert.deepEqual([...(await files.idsFrom(begin, 1_000))].sort(), alike)
  await assert.rejects(files.read('0'.repeat(40)), problem('missing'))
  await assert.rejects(files.read('f'.repeat(40)), problem('missing'))
}

function packOf(repository: TestRepository, extension: string): string {
  const name = readdirSync(repository.path('.git/objects/pack')).find((name) => name.endsWith(extension))
  return repository.path(path.join('.git/objects/pack', name!))
}

describe('ObjectFiles', function () {
  this.timeout(60_000)

  const storages: Readonly<Record<string, (repository: TestRepository) => void>> = {
    loose: () => undefined,
    'in one pack, in long chains of differences': (repository) => {
      repository.git('repack', '-adfq', '--depth=4000', '--window=100')
    },
    'in a pack whose differences name their base': (repository) => {
      repository.git('-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq')
    },
    'in several packs, and loose': (repository) => {
      repository.git('repack', '-adq')
      repository.commit('packed later', { b: 'b\n' })
      repository.git('repack', '-dq')
      repository.commit('loose', { c: 'c\n' })
    },
    'with an index as for packs of more than two gigabytes': (repository) => {
      repository.git('repack', '-adq')
      const index = packOf(repository, '.idx')
      chmodSync(index, 0o644)
      repository.git('index-pack', '--index-version=2,0x1000', '-o', index, packOf(repository, '.pack'))
    },
  }
  for (const [name, store] of Object.entries(storages)) {
    it(`are read as git reads them: ${name}`, async () => {
      const repository = history()
      store(repository)
      await assertAllRead(repository)
    })
  }

  it('are found again when git packed them, and when others were fetched', async () => {
    const repository = TestRepository.create()
    repository.commit('first', { a: '1\n' })
    const files = filesOf(repository)
    const first = repository.git('rev-parse', 'HEAD:a')
    assert.equal((await files.read(first)).content.toString(), '1\n')
    repository.git('gc', '--quiet', '--prune=now')
    assert.equal((await files.read(first)).content.toString(), '1\n')
    repository.commit('second', { a: '2\n' })
    repository.git('gc', '--quiet', '--prune=now')
    assert.equal((await files.read(repository.git('rev-parse', 'HEAD:a'))).content.toString(), '2\n')
    assert.equal((await files.read(first)).content.toString(), '1\n')
  })

  it('are not made of a few bytes that swell', async () => {
    const repository = TestRepository.create()
    repository.commit('zeros', { zeros: Buffer.alloc(maxObjectBytes + 1) })
    const zeros = repository.git('rev-parse', 'HEAD:zeros')
    await assert.rejects(filesOf(repository).read(zeros), problem('tooLarge'))
    repository.git('gc', '--quiet', '--prune=now')
    await assert.rejects(filesOf(repository).read(zeros), problem('tooLarge'))
  })

  it('are damaged or missing, and never something else, whatever byte of a pack is another', async () => {
    const repository = history()
    repository.git('repack', '-adfq')
    const all = allObjects(repository)
    let intactly = 0
    for (const extension of ['.pack', '.idx']) {
      const file = packOf(repository, extension)
      const intact = readFileSync(file)
      chmodSync(file, 0o644)
      for (let seed = 1; seed <= 40; seed++) {
        const bytes = Buffer.from(intact)
        for (let at = 12 + ((seed * 997) % bytes.length); at < bytes.length; at += 8_191) bytes[at]! ^= 1 << (seed % 8)
        writeFileSync(file, seed % 10 === 0 ? intact.subarray(0, (intact.length * seed) / 41) : bytes)
        const files = filesOf(repository)
        for (const { id, content } of all.filter((_, at) => at % 7 === seed % 7)) {
          const read = await files.read(id).catch((error: unknown) => {
            assert.ok(error instanceof ObjectError, String(error))
          })
          assert.ok(!read || read.content.equals(content), id)
          if (read) intactly++
        }
      }
      writeFileSync(file, intact)
    }
    assert.ok(intactly > 100)
    await assertAllRead(repository)
  })
})
