import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alternate } from './alternate'
import { BenchRepository, cli } from './benchRepository'
import { inWords, times } from './inWords'
import type { BenchPart } from './measurement'
import { median } from './quantile'
import { sourceText } from './sourceText'

const files = 1_000
const rounds = 7

/** What it takes to share notes. */
export const sync: BenchPart = {
  name: 'sync',
  title: 'Sharing notes',
  method:
    'A real repository with a bare one on the same disk as its remote. In each round both begin without notes, and ' +
    '`byline sync` as it is shipped fetches, compares, writes and pushes. The yardstick is what git needs at the ' +
    'least for an exchange in the same repository, run in turn with it: a fetch and a push of one commit. Medians.',
  async run() {
    const repository = new BenchRepository()
    const server = mkdtempSync(join(tmpdir(), 'byline-bench-server-'))
    try {
      execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', server])
      repository.git('remote', 'add', 'origin', server)
      const texts = new Map(
        Array.from({ length: files }, (_, file) => [`src/part${file % 20}/file${file}.ts`, sourceText(80, `f${file}`)]),
      )
      repository.import([texts])
      repository.git('push', '--quiet', 'origin', 'main')
      await repository.record(texts, { pending: false, at: new Date(Date.now() - 3_600_000).toISOString() })
      const forget = (): void => {
        for (const ref of ['refs/notes/byline', 'refs/notes/remotes/origin/byline']) {
          repository.git('update-ref', '-d', ref)
        }
        repository.git('push', '--quiet', '--delete', '--force', 'origin', 'refs/notes/byline')
        for (const name of ['shared-lines', 'compared.json']) {
          rmSync(join(repository.folder, '.git', 'byline', name), { force: true })
        }
      }
      const share = (): number => {
        const ms = repository.timeNode(cli, 'sync')
        const count = repository.git('notes', '--ref=byline', 'list').trimEnd().split('\n').length
        if (count !== files) throw new Error(`${count} notes instead of ${files}`)
        return ms
      }
      const exchange = (): number => {
        const tree = repository.git('rev-parse', 'HEAD^{tree}').trim()
        const commit = repository.git('commit-tree', tree, '-m', 'x').trim()
        const ms =
          repository.timeGit(false, 'fetch', '--quiet', 'origin', '+refs/yardstick/*:refs/yardstick/*') +
          repository.timeGit(false, 'push', '--quiet', 'origin', `${commit}:refs/yardstick/x`)
        repository.git('push', '--quiet', '--delete', 'origin', 'refs/yardstick/x')
        return ms
      }
      const [shared, again, exchanged, node] = await alternate(rounds, [
        share,
        () => repository.timeNode(cli, 'sync'),
        () => {
          forget()
          return exchange()
        },
        () => repository.timeNode('-e', '0'),
      ])
      const goal = 500
      const ms = median(shared!)
      const yardsticks = `a fetch and a push by git ${inWords(median(exchanged!))}, \`node -e 0\` ${inWords(median(node!))}`
      return [
        {
          what: `\`byline sync\` of ${files.toLocaleString('en')} files’ notes to a local remote`,
          goal: `${goal} ms`,
          isMet: ms <= goal,
          result: inWords(ms),
          ratio: `${times(ms / median(exchanged!))} a fetch and a push`,
          absolute: yardsticks,
        },
        {
          what: 'The same where there is nothing new',
          result: inWords(median(again!)),
          ratio: `${times(median(again!) / median(exchanged!))} a fetch and a push`,
          absolute: yardsticks,
        },
      ]
    } finally {
      repository.dispose()
      rmSync(server, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}
